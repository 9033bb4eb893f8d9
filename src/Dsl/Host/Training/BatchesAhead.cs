using Heed.Data;

namespace Heed.Host;

/// <summary>Makes the batches of the next step while this one is computed.</summary>
/// <param name="at">The batches of a step; called for one step at a time.</param>
public sealed class BatchesAhead(Func<long, IReadOnlyList<Batch>> at)
{
    private (long Step, Task<IReadOnlyList<Batch>> Batches)? next;

    /// <summary>The batches of a step, made already where it is the one after the last that was taken.</summary>
    public IReadOnlyList<Batch> Take(long step)
    {
        var batches = next is { } made && made.Step == step ? made.Batches : After(step);
        var taken = batches.GetAwaiter().GetResult();
        next = (step + 1, Task.Run(() => at(step + 1)));
        return taken;
    }

    // One after another, for what makes them may keep what it made last.
    private Task<IReadOnlyList<Batch>> After(long step)
    {
        next?.Batches.ContinueWith(_ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        return Task.Run(() => at(step));
    }
}
