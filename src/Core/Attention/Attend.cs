using Heed.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Scaled dot-product attention, softmax(q·kᵀ/√e)·v (Vaswani et al. 2017, equation 1), in two equal forms. Queries are [b h q e],
/// keys and values [b h k e], of any floating type.
/// </summary>
public static class Attend
{
    /// <summary>The form to train with: flat batches of matrices, and the weights are not kept.</summary>
    /// <returns>Output [b h q e]; zeros for a query that may attend nowhere.</returns>
    public static Tensor Fast(Tensor q, Tensor k, Tensor v, AttentionMask? mask)
    {
        long batch = q.size(0), heads = q.size(1), queries = q.size(2), width = q.size(3), keys = k.size(2);
        var flat = batch * heads;

        // Scaling the queries costs q·e products instead of q·k. Three axes and bmm, because that is what BLAS takes as it is.
        var scores = (q * Scale(width)).reshape(flat, queries, width).bmm(k.reshape(flat, keys, width).transpose(1, 2));
        if (mask is not null)
            scores.view(batch, heads, queries, keys).add_(mask.Bias);
        var output = scores.softmax(-1).bmm(v.reshape(flat, keys, v.size(3))).view(batch, heads, queries, v.size(3));
        return mask?.Alive is { } alive ? output * alive : output;
    }

    /// <summary>The form to look into: the definition, line by line.</summary>
    /// <returns>Output [b h q e] and the weights of each head [b h q k]; both zero for a query that may attend nowhere.</returns>
    public static (Tensor Output, Tensor Weights) Observed(Tensor q, Tensor k, Tensor v, AttentionMask? mask)
    {
        var scores = q.matmul(k.transpose(2, 3)) * Scale(q.size(3));
        if (mask is not null)
            scores += mask.Bias;
        var weights = scores.softmax(-1);
        if (mask?.Alive is { } alive)
            weights *= alive;
        return (weights.matmul(v), weights);
    }

    private static Scalar Scale(long headWidth) => Constant.Of(1 / Math.Sqrt(headWidth));
}
