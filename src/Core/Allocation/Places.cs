using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>Picking positions of each row out of a sequence, and putting them back.</summary>
internal static class Places
{
    /// <summary>Behind every place.</summary>
    public const int Nowhere = int.MaxValue;

    /// <summary>How many are left of each row, [b] int64, by a rule on its real positions.</summary>
    public static long[] Left(Sequence sequence, Func<long, long> left) =>
        [.. sequence.Counts.cpu().data<long>().ToArray().Select(count => count == 0 ? 0 : left(count))];

    /// <summary>
    /// The best positions of each row, in the order of the sequence; after them, where a row has fewer than another, some that do not count.
    /// Of equally good ones, the first.
    /// </summary>
    /// <param name="scores">[b s]; padding must be the least.</param>
    /// <param name="left">How many count of each row, [b].</param>
    /// <returns>Positions [b r], int64, each once, and whether each counts, [b r].</returns>
    public static (Tensor Index, Tensor Counts) Best(Tensor scores, long[] left)
    {
        long length = scores.size(1), most = Math.Max(1, left.Max());
        var best = scores.sort(-1, descending: true, stable: true).Indices.narrow(1, 0, most); // [b r]
        var idle = Range(most, scores.device).unsqueeze(0).ge(tensor(left, device: scores.device).unsqueeze(1));
        var beyond = tensor(length, int64, scores.device);
        var sorted = where(idle, best - (-beyond), best).sort(-1).Values;
        return (sorted.remainder(beyond), sorted.lt(beyond));
    }

    /// <summary>The best real positions of each row of a sequence.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="scores">[b s]; of equally good ones the first. No gradients flow through it.</param>
    /// <param name="left">How many count, of so many real ones.</param>
    public static (Tensor Index, Tensor Counts) Best(Sequence sequence, Tensor scores, Func<long, long> left)
    {
        var ranked = Ranked(sequence, scores);
        var counts = Left(sequence, left);
        if (PutBack.Of(sequence) is not { } back)
            return Best(ranked, counts);

        // Beside those that are chosen anyway.
        var (index, chosen) = Best(ranked, counts);
        var stays = zeros_like(ranked).scatter(1, index, chosen.to(float32)).to(@bool).logical_or(back); // [b s]
        return Those(stays);
    }

    /// <summary>What positions are ranked by, [b s]: float32, padding below all else. No gradients flow through it.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="scores">[b s].</param>
    public static Tensor Ranked(Sequence sequence, Tensor scores) =>
        scores.detach().to(float32).masked_fill(sequence.Real.logical_not(), Constant.Of(double.NegativeInfinity));

    /// <summary>Those that are true of each row, [b s], in the order of the sequence, as <see cref="Best(Tensor, long[])"/> tells them.</summary>
    public static (Tensor Index, Tensor Counts) Those(Tensor stays) => Best(stays.to(float32), Each(stays));

    /// <summary>How many are true of each row: [b s] → [b].</summary>
    public static long[] Each(Tensor which) => which.sum(1).cpu().data<long>().ToArray();

    /// <summary>So many numbers after one another, from 0 or another on: [n], int64.</summary>
    public static Tensor Range(long count, Device? device, long first = 0) => tensor([.. Enumerable.Range(0, (int)count).Select(place => first + place)], int64, device);

    /// <summary>Where the first stands of those that became one: [b s] → [b r]; 0 where none did.</summary>
    /// <param name="places">Where each stands, int64.</param>
    /// <param name="members">Whether each is one of those, [b r s].</param>
    public static Tensor First(Tensor places, Tensor members) =>
        There(places.unsqueeze(1).masked_fill(members.logical_not(), Constant.Of(Nowhere)).amin([2]));

    /// <summary>Places, and 0 for what stands <see cref="Nowhere"/>.</summary>
    public static Tensor There(Tensor places) => places.masked_fill(places.eq(Constant.Of(Nowhere)), Constant.Of(0));

    /// <summary>States of positions: [b s d] at [b r] → [b r d].</summary>
    public static Tensor Pick(Tensor states, Tensor index) =>
        states.flatten(0, 1).index_select(0, Among(index, states.size(1))).unflatten(0, index.size(0), index.size(1));

    /// <summary>States in the place of those of some positions, where these count: [b r d] at [b r] into [b s d].</summary>
    public static Tensor Put(Tensor into, Tensor states, Tensor index, Tensor counts)
    {
        var (flat, at) = (into.flatten(0, 1), Among(index, into.size(1))); // [b·s d], [b·r]
        return flat.index_copy(0, at, where(counts.flatten().unsqueeze(-1), states.flatten(0, 1), flat.index_select(0, at))).view_as(into);
    }

    /// <summary>1 where a position is picked and counts: [b r s].</summary>
    public static Tensor Picked(Tensor index, Tensor counts, long length) =>
        nn.functional.one_hot(index, length).to(float32) * counts.unsqueeze(-1).to(float32);

    // Positions [b r] among those of all rows, [b·r]: whole states are copied then, where gather would read a place for every number.
    private static Tensor Among(Tensor index, long length) =>
        (index - tensor([.. Enumerable.Range(0, (int)index.size(0)).Select(row => -row * length)], int64, index.device).unsqueeze(1)).flatten();
}
