namespace Heed;

/// <summary>
/// This column is any number of several classes, none included, and tells which: the parameter is an array of an enum (its members'
/// names are the classes), of strings or of ints (the classes are those that the data holds, in ordinal order).
/// </summary>
/// <param name="column">The column's name in the data file.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LabelsAttribute(string column) : Attribute
{
    /// <summary>The column's name in the data file.</summary>
    public string Column { get; } = column;

    /// <summary>What stands between the classes of a cell; spaces around them do not count.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>How the states of the input's tokens become the one that the classes are told from.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;
}
