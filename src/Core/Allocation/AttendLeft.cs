using Heed.Attention;
using Heed.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>Attention over what an allocation leaves.</summary>
public static class AttendLeft
{
    /// <summary>Self-attention of one layer. While recording, its map is told of the positions that were there at first, and what is left is kept.</summary>
    /// <param name="stream">What is left.</param>
    /// <param name="recorder">Runs the attention.</param>
    /// <param name="layer">The layer's index, from 0.</param>
    /// <param name="q">Queries [b h r e].</param>
    /// <param name="k">Keys [b g k e].</param>
    /// <param name="v">Values [b g k e].</param>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <param name="keys">What keys are made of, where it is not what is attended to itself: [b k] of [b a].</param>
    /// <param name="attended">What is attended to, where it is not what is left.</param>
    /// <param name="tracked">Whether gradients flow through the attention received.</param>
    /// <param name="asked">Whether the attention received is known to be asked for, which then costs less.</param>
    /// <returns>Output [b h r e], and what computes the attention that each position received, [b a].</returns>
    public static (Tensor Output, Func<Tensor> Received) Attend(
        this Reduction stream, AttentionRecorder recorder, int layer, Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null,
        Reduction? keys = null, Reduction? attended = null, bool tracked = false, bool asked = false)
    {
        recorder.Keep(layer, stream.Shares);
        var (output, received) = recorder.Weigh(
            AttentionPlace.Encoder, layer, q, k, v, mask, stream.Left.Real, scale, weights => Told(stream, attended ?? stream, weights, keys), tracked, asked);
        return (output, keys is null ? received : () => received().unsqueeze(1).bmm(keys.Shares()).squeeze(1));
    }

    // [b h r k] → [b h s s]: keys as their shares, and each position's queries as those of what it became, by its part in each; none of what
    // was left out.
    private static Tensor Told(Reduction stream, Reduction attended, Tensor weights, Reduction? keys)
    {
        Tensor shares = attended.Shares().unsqueeze(1), own = stream.Shares(), parts = own.sum(1, keepdim: true);
        var became = (own / parts.masked_fill(parts.eq(Constant.Of(0)), Constant.Of(1))).to(weights.dtype).unsqueeze(1).transpose(2, 3);
        return became.matmul(weights.matmul(keys is null ? shares : keys.Shares().unsqueeze(1).matmul(shares)));
    }
}
