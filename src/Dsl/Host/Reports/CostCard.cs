namespace Heed.Host;

/// <summary>What a run cost. Energy is not measured, and so not told.</summary>
/// <param name="Parameters">Trained numbers, shared ones counted once.</param>
/// <param name="Steps">Steps trained.</param>
/// <param name="Tokens">Tokens that were learned from, source and target, those of every pass over the data.</param>
/// <param name="Padding">Tokens computed beside them, to make rows of a batch as long as its longest.</param>
/// <param name="Flops">Operations of all matrix products, forward and backward, padding included, as planned for the sizes of the batches.</param>
/// <param name="InSteps">Time spent in training steps.</param>
/// <param name="InAll">Time spent in all: steps, validations and checkpoints.</param>
/// <param name="PeakMemory">Bytes that the training process held at its peak; 0 where nobody looked.</param>
/// <param name="Assumed">What the operations take for granted, because they are planned; empty where that is nothing.</param>
/// <param name="Passes">How often each task's training examples were read; null where a file was not read on to its end once.</param>
public sealed record CostCard(
    long Parameters, int Steps, long Tokens, long Padding, double Flops, TimeSpan InSteps, TimeSpan InAll, long PeakMemory, string Assumed,
    IReadOnlyList<(string Task, double? Passes)> Passes)
{
    /// <summary>What each layer of an allocated stack costs at the longest length, beside a dense one; none where nothing is allocated, or only a run can tell.</summary>
    public IReadOnlyList<Planning.AllocationCost> Layers { get; init; } = [];

    /// <summary>Operations of a step, on average.</summary>
    public double FlopsOfStep => Flops / Math.Max(1, Steps);

    /// <summary>Time of a step, on average.</summary>
    public TimeSpan Step => InSteps / Math.Max(1, Steps);

    /// <summary>Operations a second that training steps reached.</summary>
    public double FlopsPerSecond => Flops / InSteps.TotalSeconds;

    /// <summary>Tokens a second that were learned from.</summary>
    public double TokensPerSecond => Tokens / InSteps.TotalSeconds;
}
