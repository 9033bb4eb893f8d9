using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Attention of blocks of queries, in one softmax, to keys that all blocks read and to those of their own block and of the one before it. The backward
/// pass is written out: autograd would fill the scores of either kind with zeros for the other, and add the two up. What is computed on the way is freed
/// at once, as libtorch does.
/// </summary>
public sealed class FarAndNearAttention : autograd.SingleTensorFunction<FarAndNearAttention>
{
    /// <inheritdoc/>
    public override string Name => nameof(FarAndNearAttention);

    /// <summary>softmax(q·[far near]ᵀ + bias)·[far near].</summary>
    /// <param name="q">Queries, scaled: [x n r e], of n blocks.</param>
    /// <param name="farKeys">Keys that all blocks read, [x m e].</param>
    /// <param name="farValues">Values [x m e].</param>
    /// <param name="keys">Keys of each block, and first of one before them all: [x n+1 c e].</param>
    /// <param name="values">Values [x n+1 c e].</param>
    /// <param name="bias">What is added to scores, with axes that broadcast over those of <paramref name="shape"/>; no gradient flows through it.</param>
    /// <param name="shape">[x n r m+2c], parted into the axes that the bias tells apart.</param>
    /// <returns>[x n r e].</returns>
    public static Tensor Of(Tensor q, Tensor farKeys, Tensor farValues, Tensor keys, Tensor values, Tensor bias, long[] shape)
    {
        if (is_grad_enabled())
            return apply(q, farKeys, farValues, keys, values, bias, shape);
        var (output, weights) = Forward(q, farKeys, farValues, keys, values, bias, shape);
        weights.Dispose();
        return output;
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (q, farKeys, farValues, keys, values) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3], (Tensor)vars[4]);
        var (output, weights) = Forward(q, farKeys, farValues, keys, values, (Tensor)vars[5], (long[])vars[6]);
        ctx.save_for_backward([q, farKeys, farValues, keys, values, weights, output.detach()]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var (q, farKeys, farValues, keys, values, weights, output) = (saved[0], saved[1], saved[2], saved[3], saved[4], saved[5], saved[6]);
        var slopes = grad_output.contiguous();

        // Softmax's own, w·(∂w − Σ w·∂w); the sum is also that of the output times its slope (Dao et al. 2022, appendix B.2).
        var ofScores = Scores(slopes, farValues, values).sub_((slopes * output).flatten(0, 1).sum(-1, keepdim: true)).mul_(weights);
        var (far, near) = Parted(ofScores, farKeys);
        var (farWeights, nearWeights) = Parted(weights, farKeys);
        return
        [
            Mixed(far, near, farKeys, keys, q).MoveToOuterDisposeScope(),
            far.transpose(1, 2).bmm(q.flatten(1, 2)).MoveToOuterDisposeScope(),
            farWeights.transpose(1, 2).bmm(slopes.flatten(1, 2)).MoveToOuterDisposeScope(),
            Folded(near.transpose(1, 2).bmm(q.flatten(0, 1)), keys).MoveToOuterDisposeScope(),
            Folded(nearWeights.transpose(1, 2).bmm(slopes.flatten(0, 1)), values).MoveToOuterDisposeScope(),
            null!,
            null!,
        ];
    }

    private static (Tensor Output, Tensor Weights) Forward(
        Tensor q, Tensor farKeys, Tensor farValues, Tensor keys, Tensor values, Tensor bias, long[] shape)
    {
        using var scope = NewDisposeScope();
        var scores = Scores(q, farKeys, keys);
        scores.view(shape).add_(bias, Constant.Of(1));
        var weights = scores.softmax(-1);
        var (far, near) = Parted(weights, farKeys);
        return (Mixed(far, near, farValues, values, q).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    // [x·n r m+2c].
    private static Tensor Scores(Tensor q, Tensor far, Tensor blocks) => cat(
        [
            q.flatten(1, 2).bmm(far.transpose(1, 2)).view(q.size(0) * q.size(1), q.size(2), -1),
            q.flatten(0, 1).bmm(Paired(blocks).transpose(1, 2)),
        ],
        2);

    // Each block after the one before it, [x·n 2c e]: a copy, which the backward pass makes again rather than keep.
    private static Tensor Paired(Tensor blocks)
    {
        var count = blocks.size(1) - 1;
        return cat([blocks.narrow(1, 0, count), blocks.narrow(1, 1, count)], 2).flatten(0, 1);
    }

    // What each block is told by itself and by the one after it, [x·n 2c e] → [x n+1 c e].
    private static Tensor Folded(Tensor told, Tensor blocks)
    {
        long count = blocks.size(1) - 1, block = blocks.size(2);
        var (sum, pairs) = (zeros_like(blocks), told.view(blocks.size(0), count, 2 * block, -1));
        sum.narrow(1, 0, count).add_(pairs.narrow(2, 0, block), Constant.Of(1));
        sum.narrow(1, 1, count).add_(pairs.narrow(2, block, block), Constant.Of(1));
        return sum;
    }

    // What is told of the keys of all, [x n·r m], and of each block's own and the one's before it, [x·n r 2c].
    private static (Tensor Far, Tensor Near) Parted(Tensor x, Tensor far) =>
        (x.narrow(2, 0, far.size(1)).reshape(far.size(0), -1, far.size(1)), x.narrow(2, far.size(1), x.size(2) - far.size(1)));

    private static Tensor Mixed(Tensor far, Tensor near, Tensor ofFar, Tensor blocks, Tensor q) =>
        far.bmm(ofFar).view(q.shape).add_(near.bmm(Paired(blocks)).view(q.shape), Constant.Of(1));
}
