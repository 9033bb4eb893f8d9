using Heed.Allocation;
using Heed.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// The soft mask of an adaptive attention span (Sukhbaatar et al. 2019, section 2.2): at a distance of x positions, back or on either side, a head of
/// span z sees m(x) = clamp((R + z − x)/R, 0, 1), and a key's weight is m(x)·exp(score), divided by the sum of all. That is to add log m(x) to the score.
/// </summary>
/// <param name="Spans">z: positions that each head sees fully, [h].</param>
/// <param name="Ramp">R: positions beyond those over which its sight fades.</param>
/// <param name="Slopes">From <see cref="Alibi.Slopes"/>, where scores fall with distance as well.</param>
/// <param name="Causal">Whether heads see back alone, and none of what comes later; else to either side.</param>
public sealed record SpanMask(Tensor Spans, int Ramp, Tensor? Slopes = null, bool Causal = false)
{
    /// <summary>That of a layer; none where every head sees everything.</summary>
    /// <param name="shares">The spans as they are learned, each a share of the longest sequence; [h].</param>
    /// <param name="longest">Positions of the longest sequence.</param>
    /// <param name="ramp">R.</param>
    /// <param name="slopes">From <see cref="Alibi.Slopes"/>, where scores fall with distance as well.</param>
    /// <param name="causal">Whether heads see back alone.</param>
    public static SpanMask? Of(Parameter? shares, int longest, int ramp, Tensor? slopes = null, bool causal = false) =>
        shares is null ? null : new(shares.clamp(Constant.Of(0), Constant.Of(1)) * Constant.Of(longest), ramp, slopes, causal);

    /// <summary>How far the farthest key is that some head sees: a number that the host waits for.</summary>
    public long Reach => (long)Math.Ceiling(Spans.detach().max().Plus(Constant.Of(Ramp)).to(float64).item<double>()) - 1;

    /// <summary>What is added to scores by distance.</summary>
    /// <param name="queries">Queries q, from a position on.</param>
    /// <param name="keys">Keys k.</param>
    /// <param name="before">How many positions before the first query the first key stands.</param>
    /// <returns>[1 h q k]: log m(x), less slope times x; where a head sees nothing, what a mask forbids with, and no gradient.</returns>
    public Tensor Bias(long queries, long keys, long before = 0)
    {
        // Of each distance once, from that of the last query and the first key to that of the first query and the last key; then of every pair.
        var last = tensor(before + queries - 1, Spans.dtype, Spans.device);
        var behind = last - Places.Range(queries + keys - 1, Spans.device).to(Spans.dtype); // [x], below 0 where a key comes later
        var distance = behind.abs();
        var ramp = Spans.Plus(Constant.Of(Ramp)).view(-1, 1) - distance; // [h x]
        var seen = (ramp / Constant.Of(Ramp)).clamp(Constant.Of(0), Constant.Of(1));
        var bias = seen.clamp_min(Constant.Of(1e-30)).log();
        if (Slopes is not null)
            bias = bias - (Slopes.view(-1, 1) * distance);
        var hidden = Causal ? seen.le(Constant.Of(0)).logical_or(behind.lt(Constant.Of(0))) : seen.le(Constant.Of(0));
        return bias.masked_fill(hidden, Constant.Of(AttentionMask.Forbidden)).unfold(1, keys, 1).flip(1).unsqueeze(0);
    }
}
