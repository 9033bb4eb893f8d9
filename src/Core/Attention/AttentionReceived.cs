using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>The attention that each key receives: the mean of its weights over all heads and the queries that are real (PoWER-BERT: Goyal et al. 2020, section 3.2).</summary>
internal static class AttentionReceived
{
    /// <summary>That of all weights.</summary>
    /// <param name="weights">[b·g h/g·q k].</param>
    /// <param name="heads">Heads of queries, h.</param>
    /// <param name="real">Which queries are real, [b q].</param>
    /// <returns>[b k], float32.</returns>
    public static Tensor Of(Tensor weights, long heads, Tensor real) => Mean(Sums(weights, heads, real), heads, real);

    /// <summary>Sums of weights. One product reads all of them: queries that are padding count as 0.</summary>
    /// <returns>[b k], float32.</returns>
    /// <inheritdoc cref="Of"/>
    public static Tensor Sums(Tensor weights, long heads, Tensor real)
    {
        long batch = real.size(0), flat = weights.size(0);
        var counts = real.to(weights.dtype).unsqueeze(1).expand(-1, heads, -1).reshape(flat, 1, weights.size(1));
        return counts.bmm(weights).view(batch, flat / batch, weights.size(2)).to(float32).sum(1);
    }

    /// <summary>Their mean.</summary>
    /// <param name="sums">[b k].</param>
    /// <param name="heads">Heads of queries.</param>
    /// <param name="real">Which queries are real, [b q].</param>
    public static Tensor Mean(Tensor sums, long heads, Tensor real) =>
        sums / (real.to(float32).sum(1, keepdim: true) * Constant.Of(heads)).clamp_min(Constant.Of(1));
}
