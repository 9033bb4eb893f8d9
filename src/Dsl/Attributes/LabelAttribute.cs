namespace Heed;

/// <summary>
/// This column is one of several classes, and tells which: the parameter is an enum (its members' names are the classes), or a string or
/// an int (the classes are those that the data holds, in ordinal order).
/// </summary>
/// <param name="column">The column's name in the data file.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LabelAttribute(string column) : Attribute
{
    /// <summary>The column's name in the data file.</summary>
    public string Column { get; } = column;

    /// <summary>How the states of the input's tokens become the one that the class is told from.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;
}
