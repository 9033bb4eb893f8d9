namespace Heed;

/// <summary>A row of a data file.</summary>
/// <param name="line">The line on which it begins, from 1; where a file has no lines, its place among the rows, from 1.</param>
/// <param name="columns">The columns that the file names, and where each stands.</param>
/// <param name="cells">The row's cells.</param>
public sealed class Row(int line, IReadOnlyDictionary<string, int> columns, IReadOnlyList<string> cells)
{
    /// <summary>The line on which it begins, from 1; where a file has no lines, its place among the rows, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The row's picture, in a file that holds pictures themselves; else none.</summary>
    public Picture? Picture { get; init; }

    /// <summary>The text of a column, which the file was checked to have.</summary>
    public string Text(string column) => cells[columns[column]];
}
