namespace Heed;

/// <summary>How rows are parted into training, validation and test: near-duplicates stay together.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SplitAttribute : Attribute
{
    /// <summary>Share of the rows for validation.</summary>
    public double Validation { get; init; } = 0.03;

    /// <summary>Share of the rows for the test.</summary>
    public double Test { get; init; } = 0.03;

    /// <summary>Word Jaccard similarity from which on two rows are near-duplicates.</summary>
    public double NearDuplicates { get; init; } = 0.8;
}
