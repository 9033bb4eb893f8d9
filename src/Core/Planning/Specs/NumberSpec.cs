namespace Heed.Planning;

/// <summary>A column of numbers. A model tells them in units of their deviation from their mean, so that tasks of any unit train alike.</summary>
public sealed record NumberSpec
{
    /// <summary>How the input's states become one.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>The mean of the training rows; 0 until the data is read.</summary>
    public double Mean { get; init; }

    /// <summary>Their standard deviation; 1 until the data is read, and where they are all alike.</summary>
    public double Deviation { get; init; } = 1;
}
