using System.Numerics;

namespace Heed.Data;

/// <summary>Batches by token budget: examples of like length side by side, in random order.</summary>
public static class Batching
{
    /// <summary>
    /// Every example once, in batches whose padded tokens, source and target, stay within the budget; an example that is longer alone
    /// is a batch of its own. A pure function of its arguments. Lengths are rounded up to rungs, examples shuffled among those of
    /// equal rungs, and batches filled as if all had their rung's length: so examples meet others each epoch, while the number of
    /// batches is that of every epoch.
    /// </summary>
    /// <param name="lengths">Each example's tokens.</param>
    /// <param name="budget">Padded tokens of a batch at the most.</param>
    /// <param name="key">What the order comes from: one key, one task.</param>
    /// <param name="epoch">Which time through the examples, from 0.</param>
    /// <returns>The examples of each batch.</returns>
    public static int[][] Epoch(IReadOnlyList<PairLength> lengths, int budget, ulong key, long epoch)
    {
        var seed = SplitMix.Key((long)key, epoch);
        var sorted = Enumerable.Range(0, lengths.Count).Shuffled(seed)
            .Select(example => (Example: example, Rung: new PairLength(Rung(lengths[example].Source), Rung(lengths[example].Target))))
            .OrderBy(one => one.Rung.Source)
            .ThenBy(one => one.Rung.Target);
        var batches = new List<int[]>();
        var (filling, source, target) = (new List<int>(), 0, 0);
        foreach (var (example, rung) in sorted)
        {
            (source, target) = (Math.Max(source, rung.Source), Math.Max(target, rung.Target));
            if (filling.Count > 0 && (filling.Count + 1L) * (source + target) > budget)
            {
                batches.Add([.. filling]);
                filling.Clear();
                (source, target) = rung;
            }
            filling.Add(example);
        }
        if (filling.Count > 0)
            batches.Add([.. filling]);
        return batches.Shuffled(seed + 1);
    }

    // 1 to 16, then eight rungs between a power of two and the next.
    private static int Rung(int length)
    {
        var step = Math.Max(1, (int)(BitOperations.RoundUpToPowerOf2((uint)length) / 16));
        return (length + step - 1) / step * step;
    }
}
