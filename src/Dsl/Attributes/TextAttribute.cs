namespace Heed;

/// <summary>This column is text; the parameter is a string.</summary>
/// <param name="column">The column's name in the data file.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TextAttribute(string column) : Attribute
{
    /// <summary>The column's name in the data file.</summary>
    public string Column { get; } = column;

    /// <summary>
    /// On a target: a text file of entries, one a line (words, names, codes), relative to the experiment's own file. Every answer is then
    /// one or more of these entries with a space between, each whole, whatever the model would rather say. Training is not held to it.
    /// </summary>
    public string Only { get; init; } = "";
}
