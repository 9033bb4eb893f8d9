using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Self-attention of heads that see so far (Sukhbaatar et al. 2019, section 2.2). Queries stand in blocks, and attend to the keys within reach of the
/// layer's widest head alone: those farther away are not read. Where that is no less work, to all.
/// </summary>
public static class SpanAttention
{
    /// <summary>The form to train with.</summary>
    /// <param name="q">Queries [b h s e].</param>
    /// <param name="k">Keys [b g s e].</param>
    /// <param name="v">Values [b g s e].</param>
    /// <param name="mask">Which keys may be attended to, [b 1 1 s]; all if none.</param>
    /// <param name="span">How far each head sees.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <returns>Output [b h s e]; zeros for a query that sees no key.</returns>
    public static Tensor Fast(Tensor q, Tensor k, Tensor v, AttentionMask? mask, SpanMask span, Scalar? scale = null)
    {
        long batch = q.size(0), length = q.size(2);
        if (SpanBand.Of(length, span.Reach) is not { } band)
            return Attend.Fast(q, k, v, Mask(mask, span, length), scale);
        var missing = (band.Block * band.Count) - length;
        var blocks = nn.functional.pad(q, [0, 0, 0, missing]).unflatten(2, band.Count, band.Block).transpose(1, 2).flatten(0, 1); // [b·n h q e]
        var hidden = mask?.Bias ?? zeros([1, 1, 1, length], float32, q.device);
        var there = Near(hidden.expand(batch, 1, 1, length).transpose(2, 3), AttentionMask.Forbidden).transpose(2, 3); // [b·n 1 1 k]
        var near = new AttentionMask(there, null).And(new(span.Bias(band.Block, band.Keys, band.Reach), null)); // [b·n h q k]
        return Attend.Fast(blocks, Near(k, 0), Near(v, 0), near, scale).unflatten(0, batch, band.Count).transpose(1, 2).flatten(2, 3).narrow(2, 0, length);

        // The keys of each block, and something in the place of those before the first and after the last: [b g s e] → [b·n g k e].
        Tensor Near(Tensor x, double outside) => nn.functional.pad(x, [0, 0, band.Reach, missing + band.Reach], value: outside)
            .unfold(2, band.Keys, band.Block).permute(0, 2, 1, 4, 3).flatten(0, 1);
    }

    /// <summary>A mask within spans, of every pair.</summary>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="span">How far each head sees.</param>
    /// <param name="length">Positions s.</param>
    /// <returns>[b|1 h s s].</returns>
    public static AttentionMask Mask(AttentionMask? mask, SpanMask span, long length)
    {
        var seen = new AttentionMask(span.Bias(length, length), null);
        return mask?.And(seen) ?? seen;
    }
}
