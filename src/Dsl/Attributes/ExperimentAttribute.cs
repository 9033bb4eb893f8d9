namespace Heed;

/// <summary>
/// Declares an experiment: a partial record whose parameters are its tasks. Its model and training code are emitted beside it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExperimentAttribute : Attribute
{
    /// <summary>What every random draw of a run comes from.</summary>
    public int Seed { get; init; } = 17;

    /// <summary>Training steps; each takes one batch of every task.</summary>
    public int Steps { get; init; } = 3_000;

    /// <summary>Tokens in one batch of one task at the most, padding and both sides counted.</summary>
    public int BatchTokens { get; init; } = 4_096;

    /// <summary>Steps between two validations, each of which leaves a checkpoint.</summary>
    public int ValidateEvery { get; init; } = 250;
}
