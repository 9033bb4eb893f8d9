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
public sealed class MergedTokens : IEncoderPlace, ICrossPlace, ICausalPlace
{
    private MergedTokens()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Merged(length, ratio);

    /// <inheritdoc/>
    public static double Flops(long length, long width) => Remaining.Pairs(length, width);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
    {
        if (sequence.Length == 1)
            return Reduction.Whole(sequence);

        // Every other position looks for one among the rest, p for q; -2 where that is no pair, below any cosine.
        var unit = nn.functional.normalize(sequence.States.detach().to(float32), dim: -1);
        var (seeks, found) = (Seeking(sequence.Real), Found(sequence.Real)); // [b p], [b q]
        var pairs = seeks.unsqueeze(2).logical_and(found.unsqueeze(1));
        var likeness = Seeking(unit).bmm(Found(unit).transpose(1, 2)).masked_fill(pairs.logical_not(), Constant.Of(-2));
        var (best, partner) = likeness.max(2); // [b p]

        // The likest are merged into their partners: all others stay.
        var left = Places.Left(sequence, length => Left(length, ratio));
        var merges = sequence.Counts - tensor(left, device: partner.device); // [b]
        var order = best.sort(-1, descending: true, stable: true).Indices.argsort(-1); // [b p], the rank of each by its likeness
        var merged = order.lt(merges.unsqueeze(1)).logical_and(best.gt(Constant.Of(-1.5)));
        var back = PutBack.Of(sequence);
        if (back is not null)
            merged = merged.logical_and(Seeking(back).logical_or(Found(back).gather(1, partner)).logical_not());

        // What each that is found takes in, as shares of what it becomes: [b q p].
        var taken = zeros([partner.size(0), found.size(1), partner.size(1)], float32, partner.device)
            .scatter(1, partner.unsqueeze(1), (Seeking(sequence.Sizes) * merged.to(float32)).unsqueeze(1));
        var become = Found(sequence.Sizes).Plus(taken.sum(2)); // [b q], their sizes
        var (whole, sizes) = (become.clamp_min(Constant.Of(1)), Woven(Seeking(sequence.Sizes), become));
        taken = taken / whole.unsqueeze(2);
        var own = Found(sequence.Sizes) / whole; // [b q]
        var type = sequence.States.dtype;
        var means = (Found(sequence.States) * own.unsqueeze(-1).to(type)).Plus(taken.to(type).bmm(Seeking(sequence.States))); // [b q d]
        var places = Found(sequence.Places)
            .minimum(Seeking(sequence.Places).unsqueeze(1).masked_fill(taken.eq(Constant.Of(0)), Constant.Of(Places.Nowhere)).amin([2]));

        // What stays, and where each went: its own place among those that are left, or its partner's.
        var gone = Woven(merged, zeros_like(found)); // [b s]
        var stays = sequence.Real.logical_and(gone.logical_not());
        var (index, counts) = Places.Best(
            stays.to(float32).masked_fill(sequence.Real.logical_not(), Constant.Of(-1)), back is null ? left : Places.Each(stays));
        var here = Places.Range(sequence.Length, partner.device).expand_as(stays);
        var to = where(gone, Woven(Found(here).gather(1, partner), Found(here)), here); // [b s]
        var slot = zeros_like(to).scatter(1, index, Places.Range(index.size(1), partner.device).expand_as(index)).gather(1, to);
        return new(
            new(
                Places.Pick(Woven(Seeking(sequence.States), means), index) * counts.unsqueeze(-1).to(type),
                sizes.gather(1, index) * counts.to(float32),
                Woven(Seeking(sequence.Places), places).gather(1, index)),
            () => nn.functional.one_hot(slot, index.size(1)).to(float32).transpose(1, 2) * counts.unsqueeze(-1).to(float32) *
                (sequence.Sizes / sizes.gather(1, to).clamp_min(Constant.Of(1))).unsqueeze(1),
            states => where(sequence.Real.unsqueeze(-1), Places.Pick(states, slot), sequence.States));
    }

    // The first position and every other from it, [b s …] → [b p …]; and the rest, [b q …].
    private static Tensor Seeking(Tensor x) => x.slice(1, 0, x.size(1), 2);

    private static Tensor Found(Tensor x) => x.slice(1, 1, x.size(1), 2);

    // Both again in the order in which they stood: [b p …] and [b q …] → [b s …].
    private static Tensor Woven(Tensor seeking, Tensor found)
    {
        var both = found.size(1);
        var woven = stack([seeking.narrow(1, 0, both), found], 2).flatten(1, 2);
        return seeking.size(1) == both ? woven : cat([woven, seeking.narrow(1, both, 1)], 1);
    }
}
