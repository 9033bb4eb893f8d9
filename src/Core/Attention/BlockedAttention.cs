using Heed.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Attention whose weights are looked at, a block of queries after another, for long sequences: a block's weights are read while the processor still
/// has them at hand, and memory grows with the length and not with its square. No gradients are kept.
/// </summary>
internal static class BlockedAttention
{
    // Queries of a block. Of 64 to 512 it took the least time, at 512 to 4,096 keys.
    private const long Block = 128;

    /// <summary>Output and the attention received.</summary>
    /// <param name="q">Queries [b h q e].</param>
    /// <param name="k">Keys [b h k e].</param>
    /// <param name="v">Values [b h k e].</param>
    /// <param name="mask">What may be attended to; all if none. Rows that may attend nowhere give no zeros here.</param>
    /// <param name="real">Which queries are real, [b q].</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <returns>[b h q e] and [b k], float32.</returns>
    public static (Tensor Output, Tensor Received) Weighed(Tensor q, Tensor k, Tensor v, AttentionMask? mask, Tensor real, Scalar? scale)
    {
        using var untracked = no_grad();
        var output = empty_like(q);
        v = v.contiguous();
        var received = Read(q, k, mask, real, scale, (some, weights) => some(output).copy_(Attend.Mixed(some(q), weights, v)));
        return (output, received);
    }

    /// <summary>The attention received.</summary>
    /// <inheritdoc cref="Weighed"/>
    /// <returns>[b k], float32.</returns>
    public static Tensor Received(Tensor q, Tensor k, AttentionMask? mask, Tensor real, Scalar? scale)
    {
        using var untracked = no_grad();
        return Read(q, k, mask, real, scale, (_, _) => { });
    }

    // What keys receive, [b k]; and each block's weights are shown, with what picks its queries of [.. q ..], along the third of four axes.
    private static Tensor Read(Tensor q, Tensor k, AttentionMask? mask, Tensor real, Scalar? scale, Action<Func<Tensor, Tensor>, Tensor> show)
    {
        long queries = q.size(2), heads = q.size(1);
        k = k.contiguous();
        var sums = zeros([k.size(0), k.size(2)], float32, k.device);
        for (var start = 0L; start < queries; start += Block)
        {
            using var scope = NewDisposeScope();
            var (first, count) = (start, Math.Min(Block, queries - start));
            Tensor Some(Tensor x) => x.narrow(2, first, count);
            var near = mask is null || mask.Bias.size(2) == 1 ? mask : mask with { Bias = Some(mask.Bias) };
            var weights = Attend.Weights(Some(q), k, near, scale);
            sums.add_(AttentionReceived.Sums(weights, heads, real.narrow(1, first, count)), Constant.Of(1));
            show(Some, weights);
        }

        return AttentionReceived.Mean(sums, heads, real);
    }
}
