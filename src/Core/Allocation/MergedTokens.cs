using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Likest pairs become one, their mean counted by sizes (token merging, ToMe: Bolya et al. 2023, section 3): every other position looks for
/// the likest among the rest, by the cosine of their states, and of these pairs the likest are merged. At most half are merged at once. A
/// merged state comes back to each of its positions. States are compared, not keys as there, and a merged position counts once in attention,
/// where that paper adds the logarithm of its size to scores.
/// </summary>
public sealed class MergedTokens : IEncoderPlace
{
    private MergedTokens()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Merged(length, ratio);

    /// <inheritdoc/>
    public static double Flops(long length, long width) => Remaining.Likeness(length, width);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio)
    {
        var real = sequence.Real;
        var rank = real.to(int64).cumsum(1); // [b s], among the real ones, from 1
        var seeks = real.logical_and(rank.bitwise_and(ones_like(rank)).to(@bool));
        var found = real.logical_and(seeks.logical_not());

        // Who looks for whom, [b s s]; -2 where that is no pair, below any cosine.
        var unit = nn.functional.normalize(sequence.States.detach().to(float32), dim: -1);
        var pairs = seeks.unsqueeze(2).logical_and(found.unsqueeze(1));
        var likeness = unit.bmm(unit.transpose(1, 2)).masked_fill(pairs.logical_not(), Constant.Of(-2));
        var (best, partner) = likeness.max(2); // [b s]

        // The likest are merged into their partners: all others stay.
        var left = Places.Left(sequence, length => Left(length, ratio));
        var merges = sequence.Counts - tensor(left, device: rank.device); // [b]
        var order = best.sort(-1, descending: true, stable: true).Indices.argsort(-1); // [b s], the rank of each by its likeness
        var merged = order.lt(merges.unsqueeze(1)).logical_and(best.gt(Constant.Of(-1.5)));
        var back = PutBack.Of(sequence);
        if (back is not null)
            merged = merged.logical_and(back.logical_or(back.gather(1, partner)).logical_not());
        var stays = real.logical_and(merged.logical_not());
        var (index, counts) = Places.Best(stays.to(float32).masked_fill(real.logical_not(), Constant.Of(-1)), back is null ? left : Places.Each(stays));

        // Where each goes: its own place among those that are left, or its partner's.
        var own = where(merged, partner, Places.Range(sequence.Length, rank.device).expand_as(partner)); // [b s]
        var slot = zeros_like(own).scatter(1, index, Places.Range(index.size(1), rank.device).expand_as(index)).gather(1, own);
        var sizes = zeros_like(index).to(float32).scatter_add(1, slot, sequence.Sizes) * counts.to(float32); // [b r]
        var share = sequence.Sizes / sizes.gather(1, slot).clamp_min(Constant.Of(1)); // [b s]
        var weighted = sequence.States * share.unsqueeze(-1).to(sequence.States.dtype);
        var states = zeros([index.size(0), index.size(1), weighted.size(2)], weighted.dtype, weighted.device)
            .scatter_add(1, slot.unsqueeze(-1).expand_as(weighted), weighted) * counts.unsqueeze(-1).to(weighted.dtype);
        var members = slot.unsqueeze(1).eq(Places.Range(index.size(1), rank.device).unsqueeze(1)).logical_and(real.unsqueeze(1)); // [b r s]
        return new(
            new(states, sizes, Places.First(sequence.Places, members)),
            () => nn.functional.one_hot(slot, index.size(1)).to(float32).transpose(1, 2) * share.unsqueeze(1) * counts.unsqueeze(-1).to(float32),
            left => where(real.unsqueeze(-1), Places.Pick(left, slot), sequence.States));
    }
}
