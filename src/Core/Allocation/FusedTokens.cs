using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The positions that receive most attention stay; the others become one, their mean weighted by the attention that they receive (EViT:
/// Liang et al. 2022, section 3.2; here its weights sum to 1), and come back as they were. The one stands last, and counts among those that are left.
/// </summary>
public sealed class FusedTokens : IEncoderPlace
{
    private FusedTokens()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
    {
        var attention = received().detach().to(float32);

        // Where some are left out, one that would be left makes room for the one that they become, if it is not the only one.
        long Kept(long length) => Left(length, ratio) is var left && left < length ? Math.Max(1, left - 1) : left;
        var budget = Places.Left(sequence, length => Left(length, ratio) > Kept(length) ? 1 : 0);
        if (budget.All(fused => fused == 0))
            return Reduction.Keep(sequence, attention, length => Left(length, ratio));
        var (index, counts) = Places.Best(sequence, attention, Kept);
        var stay = zeros_like(sequence.Sizes).scatter(1, index, counts.to(float32)); // [b s]
        var others = sequence.Real.to(float32) * (ones_like(stay) - stay) * tensor(budget, float32, sequence.States.device).unsqueeze(1); // [b s]
        var weighed = others * attention.clamp_min(Constant.Of(1e-12));
        var share = (weighed / weighed.sum(1, keepdim: true).clamp_min(Constant.Of(1e-30))).unsqueeze(1); // [b 1 s]
        var fused = share.to(sequence.States.dtype).bmm(sequence.States); // [b 1 d]
        var size = (others * sequence.Sizes).sum(1, keepdim: true); // [b 1]
        var first = Places.First(sequence.Places, others.gt(Constant.Of(0)).unsqueeze(1)); // [b 1]

        // Of each row right after those that stay, before its padding: where each that is left comes from, and where those that stay went.
        var (most, kept) = (index.size(1), counts.sum(1, keepdim: true));
        var slot = Places.Range(most + 1, kept.device).unsqueeze(0); // [1 r+1]
        var from = where(slot.eq(kept), tensor(most, int64, kept.device), slot - slot.gt(kept).to(int64)); // [b r+1]
        return new(
            new(
                Places.Pick(cat([Places.Pick(sequence.States, index), fused], 1), from),
                cat([sequence.Sizes.gather(1, index) * counts.to(float32), size], 1).gather(1, from),
                cat([sequence.Places.gather(1, index), first], 1).gather(1, from)),
            () => Places.Pick(cat([Places.Picked(index, counts, sequence.Length), share], 1), from),
            states => Places.Put(sequence.States, states.narrow(1, 0, most), index, counts));
    }
}
