using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Attention of blocks of queries to windows of keys, which overlap. The backward pass is written out, because what autograd makes of windows, and
/// of a bias that all blocks add, takes as long as attending to everything. What is computed on the way is freed at once, as libtorch does.
/// </summary>
public sealed class WindowedAttention : autograd.SingleTensorFunction<WindowedAttention>
{
    /// <inheritdoc/>
    public override string Name => nameof(WindowedAttention);

    /// <summary>softmax(q·kᵀ + bias + hidden)·v, of each block.</summary>
    /// <param name="q">Queries, scaled: [b g n c e], of n blocks.</param>
    /// <param name="k">Keys [b g s e]; the windows begin at equal distances p, the first at the first key, the last ends with the last; p divides k.</param>
    /// <param name="v">Values [b g s e].</param>
    /// <param name="bias">What each query adds to the score of each key of its window, [1 g 1 c k].</param>
    /// <param name="hidden">What is added for each window's keys, [b|1 1 n 1 k].</param>
    /// <returns>[b g n c e].</returns>
    public static Tensor Of(Tensor q, Tensor k, Tensor v, Tensor bias, Tensor hidden)
    {
        if (is_grad_enabled())
            return apply(q, k, v, bias, hidden);
        var (output, weights) = Forward(q, k, v, bias, hidden);
        weights.Dispose();
        return output;
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (q, k, v, bias, hidden) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (Tensor)vars[3], (Tensor)vars[4]);
        var (output, weights) = Forward(q, k, v, bias, hidden);
        ctx.save_for_backward([q, k, v, weights, output.detach()]);
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var (q, k, v, weights, output) = (saved[0], saved[1], saved[2], saved[3], saved[4]);
        var (slopes, blocks, keys) = (grad_output.flatten(0, 2), q.size(2), weights.size(2));

        // Softmax's own, w·(∂w − Σ w·∂w); the sum is also that of the output times its slope (Dao et al. 2022, appendix B.2).
        var ofScores = slopes.bmm(Windows(v, blocks, keys).transpose(1, 2)).sub_((slopes * output.flatten(0, 2)).sum(-1, keepdim: true)).mul_(weights);
        return
        [
            ofScores.bmm(Windows(k, blocks, keys)).view(q.shape).MoveToOuterDisposeScope(),
            Folded(ofScores.transpose(1, 2).bmm(q.flatten(0, 2)), k, blocks).MoveToOuterDisposeScope(),
            Folded(weights.transpose(1, 2).bmm(slopes), v, blocks).MoveToOuterDisposeScope(),
            Summed(ofScores, q).MoveToOuterDisposeScope(),
            null!,
        ];
    }

    private static (Tensor Output, Tensor Weights) Forward(Tensor q, Tensor k, Tensor v, Tensor bias, Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var (blocks, keys) = (q.size(2), bias.size(4));
        var scores = q.flatten(0, 2).bmm(Windows(k, blocks, keys).transpose(1, 2)); // [b·g·n c k]
        scores.view(q.size(0), q.size(1), blocks, -1, keys).add_(hidden, Constant.Of(1)).add_(bias, Constant.Of(1));
        var weights = scores.softmax(-1);
        return (weights.bmm(Windows(v, blocks, keys)).view(q.shape).MoveToOuterDisposeScope(), weights.MoveToOuterDisposeScope());
    }

    // [b g s e] → [b·g·n k e]: a copy, which products read faster than what overlaps, and which the backward pass makes again rather than keep.
    private static Tensor Windows(Tensor x, long blocks, long keys) =>
        x.unfold(2, keys, Step(x, blocks, keys)).transpose(3, 4).reshape(-1, keys, x.size(3));

    // What each key is told by all windows that hold it, [b·g·n k e] → [b g s e].
    private static Tensor Folded(Tensor told, Tensor x, long blocks)
    {
        var (keys, step, sum) = (told.size(1), Step(x, blocks, told.size(1)), zeros_like(x));
        var (steps, parts) = (sum.view(x.size(0), x.size(1), -1, step, x.size(3)), told.view(x.size(0), x.size(1), blocks, keys / step, step, x.size(3)));
        for (var part = 0L; part < keys / step; part++)
            steps.narrow(2, part, blocks).add_(parts.select(3, part), Constant.Of(1));
        return sum;
    }

    private static long Step(Tensor x, long blocks, long keys) => blocks == 1 ? keys : (x.size(2) - keys) / (blocks - 1);

    // Over rows and blocks, by products: libtorch's own sum over such axes is slower than all else here. [b·g·n c k] → [1 g 1 c k].
    private static Tensor Summed(Tensor told, Tensor q)
    {
        long batch = q.size(0), groups = q.size(1), blocks = q.size(2);
        var rows = ones([1, batch], told.dtype, told.device).mm(told.view(batch, -1)).view(groups, blocks, -1);
        return ones([groups, 1, blocks], told.dtype, told.device).bmm(rows).view(1, groups, 1, told.size(1), told.size(2));
    }
}
