namespace Heed;

/// <summary>This column is a number, which the model tells (regression); the parameter is a double, float or int.</summary>
/// <param name="column">The column's name in the data file.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NumberAttribute(string column) : Attribute
{
    /// <summary>The column's name in the data file.</summary>
    public string Column { get; } = column;

    /// <summary>How the states of the input's tokens become the one that the number is told from.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;
}
