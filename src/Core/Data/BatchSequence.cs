namespace Heed.Data;

/// <summary>
/// A task's batches without end, epoch after epoch. Which batch comes when is a function of the place alone, so that a run that goes
/// on at step n needs to know nothing but n. What is kept is the epoch last asked for, to spare work.
/// </summary>
public sealed class BatchSequence
{
    private readonly IReadOnlyList<PairLength> lengths;
    private readonly int budget;
    private readonly ulong key;
    private (long Epoch, int[][] Batches) latest;

    /// <summary>The sequence of a task's batches.</summary>
    /// <param name="lengths">Each example's tokens; there is at least one.</param>
    /// <param name="budget">Padded tokens of a batch at the most.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="task">The task's name: tasks of one run see their examples in different orders.</param>
    public BatchSequence(IReadOnlyList<PairLength> lengths, int budget, long seed, string task)
    {
        ArgumentOutOfRangeException.ThrowIfZero(lengths.Count);
        (this.lengths, this.budget, key) = (lengths, budget, SplitMix.Key(seed, task));
        latest = (0, Batching.Epoch(lengths, budget, key, 0));
    }

    /// <summary>Batches of every epoch.</summary>
    public int BatchesPerEpoch => latest.Batches.Length;

    /// <summary>The examples of a batch.</summary>
    /// <param name="place">How many batches come before it, from 0.</param>
    public int[] At(long place)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        var (epoch, within) = Math.DivRem(place, BatchesPerEpoch);
        if (epoch != latest.Epoch)
            latest = (epoch, Batching.Epoch(lengths, budget, key, epoch));
        return latest.Batches[within];
    }
}
