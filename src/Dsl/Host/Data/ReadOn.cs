namespace Heed.Host;

/// <summary>What was read on of a task's file, after its first window.</summary>
/// <param name="Windows">Windows after the first.</param>
/// <param name="Rows">Rows that could be read in them.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
/// <param name="LeftOut">Rows that were left out as near-duplicates of validation or test rows.</param>
/// <param name="Truncated">Examples that were cut.</param>
/// <param name="Examples">Training examples of an epoch, the first window's among them; null where the file's end was not reached.</param>
public sealed record ReadOn(int Windows, long Rows, long Skipped, long LeftOut, long Truncated, long? Examples)
{
    /// <summary>Counts the windows up to a batch.</summary>
    internal static ReadOn Of(TaskParts parts, (long Epoch, int Part, int[]) last, PreparedTask task)
    {
        var counts = Enumerable.Range(1, last.Epoch > 0 ? int.MaxValue - 1 : last.Part).Select(parts.Count).TakeWhile(count => count is not null).ToList();
        return new(
            counts.Count, counts.Sum(count => (long)count!.Rows), counts.Sum(count => (long)count!.Skipped),
            counts.Sum(count => (long)count!.LeftOut), counts.Sum(count => (long)count!.Truncated),
            last.Epoch > 0 ? task.Training.Length + counts.Sum(count => (long)count!.Lengths.Length) : null);
    }

    /// <inheritdoc/>
    public override string ToString() => Windows == 0 ? "nothing after the first window" :
        $"{Planning.Text.Count(Windows, "window")} after the first: {Rows:N0} rows, {LeftOut:N0} of them left out as near-duplicates of validation or test rows"
        + (Skipped == 0 ? "" : $"; {Skipped:N0} bad rows skipped") + (Truncated == 0 ? "" : $"; {Truncated:N0} cut short");
}
