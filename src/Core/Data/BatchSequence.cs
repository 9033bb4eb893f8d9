namespace Heed.Data;

/// <summary>
/// A task's batches without end, epoch after epoch. Which batch comes when is a function of the place alone, so that a run that goes
/// on at step n needs to know nothing but n. Examples may come in parts, which follow one another in every epoch and of which no batch
/// holds more than one: then only the parts before a place need to be known. What is kept is the part last asked for, to spare work.
/// </summary>
public sealed class BatchSequence
{
    private readonly Func<int, IReadOnlyList<PairLength>?> lengths;
    private readonly int budget;
    private readonly ulong key;
    private readonly List<int> counts = [];
    private bool whole;
    private (long Epoch, int Part, int[][] Batches) latest;

    /// <summary>The sequence of a task's batches.</summary>
    /// <param name="lengths">Each example's tokens; there is at least one.</param>
    /// <param name="budget">Padded tokens of a batch at the most.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="task">The task's name: tasks of one run see their examples in different orders.</param>
    public BatchSequence(IReadOnlyList<PairLength> lengths, int budget, long seed, string task)
        : this(part => part == 0 ? lengths : null, budget, seed, task)
    {
    }

    /// <summary>The sequence of the batches of a task whose examples come in parts.</summary>
    /// <param name="lengths">Each example's tokens of a part, from 0, the first of which has at least one; null beyond the last.</param>
    /// <param name="budget">Padded tokens of a batch at the most.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="task">The task's name: tasks of one run see their examples in different orders.</param>
    public BatchSequence(Func<int, IReadOnlyList<PairLength>?> lengths, int budget, long seed, string task)
    {
        (this.lengths, this.budget, key) = (lengths, budget, SplitMix.Key(seed, task));
        latest = (0, 0, Batches(0, 0, lengths(0)!));
        ArgumentOutOfRangeException.ThrowIfZero(latest.Batches.Length, nameof(lengths));
        counts.Add(latest.Batches.Length);
    }

    /// <summary>Batches of the first part in every epoch: all, where there is no other.</summary>
    public int BatchesOfFirst => counts[0];

    /// <summary>Batches of every epoch: every part is asked for, once.</summary>
    public int BatchesPerEpoch
    {
        get
        {
            Count(int.MaxValue);
            return counts.Sum();
        }
    }

    /// <summary>The examples of a batch, by their places in its part.</summary>
    /// <param name="place">How many batches come before it, from 0.</param>
    public int[] At(long place) => Find(place).Examples;

    /// <summary>The examples of a batch, by their places in its part, which part that is, and of which epoch, both from 0.</summary>
    /// <param name="place">How many batches come before it, from 0.</param>
    public (long Epoch, int Part, int[] Examples) Find(long place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        var (epoch, left) = (0L, place);
        for (var part = 0; ; part++)
        {
            if (Count(part) is not { } count)
            {
                // Past the end of the first epoch.
                var (more, within) = Math.DivRem(left, counts.Sum());
                (epoch, left, part) = (1 + more, within, -1);
            }
            else if (left < count)
            {
                return (epoch, part, Of(epoch, part)[left]);
            }
            else
            {
                left -= count;
            }
        }
    }

    private int? Count(int part)
    {
        while (counts.Count <= part && !whole)
        {
            if (lengths(counts.Count) is { } next)
            {
                latest = (0, counts.Count, Batches(0, counts.Count, next));
                counts.Add(latest.Batches.Length);
            }
            else
            {
                whole = true;
            }
        }

        return part < counts.Count ? counts[part] : null;
    }

    private int[][] Of(long epoch, int part)
    {
        if ((epoch, part) != (latest.Epoch, latest.Part))
            latest = (epoch, part, Batches(epoch, part, lengths(part)!));
        return latest.Batches;
    }

    private int[][] Batches(long epoch, int part, IReadOnlyList<PairLength> examples) =>
        Batching.Epoch(examples, budget, part == 0 ? key : SplitMix.Key((long)key, part), epoch);
}
