namespace Heed.Planning;

/// <summary>How rows are parted: near-duplicates stay together, so that a test row is not a training row in disguise.</summary>
public sealed record SplitSpec
{
    /// <summary>Share of the rows for validation.</summary>
    public double Validation { get; init; } = 0.03;

    /// <summary>Share of the rows for the test.</summary>
    public double Test { get; init; } = 0.03;

    /// <summary>Word Jaccard similarity from which on two rows are near-duplicates.</summary>
    public double NearDuplicates { get; init; } = 0.8;
}
