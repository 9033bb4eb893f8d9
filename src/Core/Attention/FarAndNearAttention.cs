using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Attention of blocks of queries to keys that all blocks read and to keys of their own, in one softmax. The backward pass is written out: autograd would
/// fill the scores of either kind with zeros for the other, and add the two up. What is computed on the way is freed at once, as libtorch does.
/// </summary>
public sealed class FarAndNearAttention : autograd.SingleTensorFunction<FarAndNearAttention>
{
    /// <inheritdoc/>
    public override string Name => nameof(FarAndNearAttention);

    /// <summary>softmax(q·[far near]ᵀ + bias)·[far near].</summary>
    /// <param name="q">Queries, scaled: [x n c e], of n blocks.</param>
    /// <param name="farKeys">Keys that all blocks read, [x m e].</param>
    /// <param name="farValues">Values [x m e].</param>
    /// <param name="nearKeys">Keys of each block, [x n k e].</param>
    /// <param name="nearValues">Values [x n k e].</param>
    /// <param name="bias">What is added to scores, with axes that broadcast over those of <paramref name="shape"/>; no gradient flows through it.</param>
    /// <param name="shape">[x n c m+k], parted into the axes that the bias tells apart.</param>
    /// <returns>[x n c e].</returns>
    public static Tensor Of(Tensor q, Tensor farKeys, Tensor farValues, Tensor nearKeys, Tensor nearValues, Tensor bias, long[] shape) =>
        is_grad_enabled() ? apply(q, farKeys, farValues, nearKeys, nearValues, bias, shape) : Forward(q, farKeys, farValues, nearKeys, nearValues, bias, shape).Output;

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (q, farKeys, farValues, nearKeys, nearValues) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3], (Tensor)vars[4]);
        var (output, weights) = Forward(q, farKeys, farValues, nearKeys, nearValues, (Tensor)vars[5], (long[])vars[6]);
        ctx.save_for_backward([q, farKeys, farValues, nearKeys, nearValues, weights, output.detach()]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var (q, farKeys, farValues, nearKeys, nearValues, weights, output) = (saved[0], saved[1], saved[2], saved[3], saved[4], saved[5], saved[6]);
        var slopes = grad_output.contiguous();

        // Softmax's own, w·(∂w − Σ w·∂w); the sum is also that of the output times its slope (Dao et al. 2022, appendix B.2).
        var ofScores = Scores(slopes, farValues, nearValues).sub_((slopes * output).flatten(0, 1).sum(-1, keepdim: true)).mul_(weights);
        var (far, near) = Parted(ofScores, farKeys);
        var (farWeights, nearWeights) = Parted(weights, farKeys);
        return
        [
            Mixed(far, near, farKeys, nearKeys, q).MoveToOuterDisposeScope(),
            far.transpose(1, 2).bmm(q.flatten(1, 2)).MoveToOuterDisposeScope(),
            farWeights.transpose(1, 2).bmm(slopes.flatten(1, 2)).MoveToOuterDisposeScope(),
            near.transpose(1, 2).bmm(q.flatten(0, 1)).view(nearKeys.shape).MoveToOuterDisposeScope(),
            nearWeights.transpose(1, 2).bmm(slopes.flatten(0, 1)).view(nearValues.shape).MoveToOuterDisposeScope(),
            null!,
            null!,
        ];
    }

    private static (Tensor Output, Tensor Weights) Forward(
        Tensor q, Tensor farKeys, Tensor farValues, Tensor nearKeys, Tensor nearValues, Tensor bias, long[] shape)
    {
        using var scope = NewDisposeScope();
        var scores = Scores(q, farKeys, nearKeys);
        scores.view(shape).add_(bias, Constant.Of(1));
        var weights = scores.softmax(-1);
        var (far, near) = Parted(weights, farKeys);
        return (Mixed(far, near, farValues, nearValues, q).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    // [x·n c m+k].
    private static Tensor Scores(Tensor q, Tensor far, Tensor near) => cat(
        [
            q.flatten(1, 2).bmm(far.transpose(1, 2)).view(q.size(0) * q.size(1), q.size(2), -1),
            q.flatten(0, 1).bmm(near.flatten(0, 1).transpose(1, 2)),
        ],
        2);

    // What is told of the keys of all, [x n·c m], and of each block's own, [x·n c k].
    private static (Tensor Far, Tensor Near) Parted(Tensor x, Tensor far) =>
        (x.narrow(2, 0, far.size(1)).reshape(far.size(0), -1, far.size(1)), x.narrow(2, far.size(1), x.size(2) - far.size(1)));

    private static Tensor Mixed(Tensor far, Tensor near, Tensor ofFar, Tensor ofNear, Tensor q) =>
        far.bmm(ofFar).view(q.shape).add_(near.bmm(ofNear.flatten(0, 1)).view(q.shape), Constant.Of(1));
}
