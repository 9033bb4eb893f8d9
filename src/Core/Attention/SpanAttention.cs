using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Self-attention of heads that see so far (Sukhbaatar et al. 2019, section 2.2). Queries stand in blocks, and attend to the keys of their own block
/// and of those within reach of the layer's widest head: those farther away are not read. Where that is no less work, one block holds all.
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
    /// <returns>Output [b h s e]; what a query of padding gives has no meaning, for it may see no key.</returns>
    public static Tensor Fast(Tensor q, Tensor k, Tensor v, AttentionMask? mask, SpanMask span, Scalar? scale = null)
    {
        long heads = q.size(1), length = q.size(2), groups = k.size(1);
        var band = SpanBand.Of(length, span.Reach, span.Causal);
        var missing = (band.Count * band.Block) - length;

        var queries = QueryBlocks.Cut(q, groups, band.Block, scale); // [b g n r·q e]
        var bias = span.Bias(band.Block, band.Keys, band.Before).to(q.dtype).contiguous().view(1, groups, 1, -1, band.Keys); // [1 g 1 r·q k]
        var there = mask?.Bias.flatten(1) ?? zeros([1, length], float32, q.device);
        var hidden = nn.functional.pad(there.to(q.dtype), [band.Before, missing + band.After], value: AttentionMask.Forbidden)
            .unfold(1, band.Keys, band.Block).unsqueeze(1).unsqueeze(3); // [b|1 1 n 1 k]
        return QueryBlocks.Join(WindowedAttention.Of(queries, Spaced(k), Spaced(v), bias, hidden), heads, length);

        // With room for what the first block sees before it, and the last after it.
        Tensor Spaced(Tensor x) => nn.functional.pad(x, [0, 0, band.Before, missing + band.After]);
    }

    /// <summary>The form to decode with: one query a row, over those of the keys of a cache that are within reach; over all where there are no spans.</summary>
    /// <param name="q">Queries [b h 1 e], each of the newest position.</param>
    /// <param name="k">Keys [b g l e], of every position so far.</param>
    /// <param name="v">Values [b g l e].</param>
    /// <param name="mask">What is added to scores where there are no spans; with them nothing else is.</param>
    /// <param name="span">How far each head sees.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <returns>Output [b h 1 e].</returns>
    public static Tensor One(Tensor q, Tensor k, Tensor v, AttentionMask? mask, SpanRow? span, Scalar? scale = null)
    {
        if (span is null)
            return Attend.One(q, k, v, mask, scale);
        var length = k.size(2);
        var near = Math.Min(length, span.Keys);
        return Attend.One(q, k.narrow(2, length - near, near), v.narrow(2, length - near, near), span.Of(near), scale);
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
