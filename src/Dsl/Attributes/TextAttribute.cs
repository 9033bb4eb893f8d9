namespace Heed;

/// <summary>This column is text; the parameter is a string.</summary>
/// <param name="column">The column's name in the data file's first line.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextAttribute(string column) : Attribute
{
    /// <summary>The column's name in the data file.</summary>
    public string Column { get; } = column;
}
