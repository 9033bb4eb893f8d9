namespace Heed;

/// <summary>
/// Declares an experiment: a partial record whose parameters are its tasks. Its model and training code are emitted beside it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExperimentAttribute : Attribute
{
    /// <summary>What every random draw of a run comes from.</summary>
    public int Seed { get; init; } = 17;

    /// <summary>Training steps; each takes one batch of every task, or as many as Accumulate says.</summary>
    public int Steps { get; init; } = 3_000;

    /// <summary>Tokens in one batch of one task at the most, padding and both sides counted.</summary>
    public int BatchTokens { get; init; } = 4_096;

    /// <summary>Batches of every task in a step; the gradient is the mean over all their tokens, as of one batch.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Steps between two validations, each of which leaves a checkpoint.</summary>
    public int ValidateEvery { get; init; } = 250;

    /// <summary>Minutes after which training ends with a checkpoint, those of earlier sittings counted; 0 for no end but the last step.</summary>
    public double Minutes { get; init; }
}
