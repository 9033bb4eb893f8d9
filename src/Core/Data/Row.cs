namespace Heed;

/// <summary>A row of a data file.</summary>
/// <param name="columns">The columns that the file's first line names, and where each stands.</param>
/// <param name="cells">The row's cells.</param>
public sealed class Row(IReadOnlyDictionary<string, int> columns, IReadOnlyList<string> cells)
{
    /// <summary>The text of a column, which the file was checked to have.</summary>
    public string Text(string column) => cells[columns[column]];
}
