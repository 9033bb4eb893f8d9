using Heed.Planning;

namespace Heed.Host;

/// <summary>
/// A table of any <see cref="TableFormat"/>. It is read as a stream, and strictly: a row that is not what the columns promise is
/// refused with its place, before any training.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="name">What messages call it.</param>
/// <param name="longest">Bytes in a line, or in a cell, at the most.</param>
public sealed class TableFile(string path, string name, int longest = TableFile.Longest)
{
    /// <summary>Bytes in a line, or in a cell, at the most: more is a file of another kind, and would fill the memory.</summary>
    public const int Longest = 1 << 20;

    /// <summary>Every row, in order.</summary>
    /// <param name="needed">Columns that must be there.</param>
    /// <exception cref="UserError">The file is missing or damaged, lacks a column, or has a row of another form.</exception>
    public IEnumerable<Row> Rows(params string[] needed) => Rows(needed, error => throw error);

    /// <summary>Every row that can be read, in order.</summary>
    /// <param name="needed">Columns that must be there.</param>
    /// <param name="refuse">Told of each row that is not as the columns promise; where it returns, reading goes on after that row.</param>
    /// <exception cref="UserError">The file is missing or damaged as a whole, or lacks a column.</exception>
    public IEnumerable<Row> Rows(string[] needed, Action<UserError> refuse)
    {
        var source = new TableSource(path, name, longest);
        var rows = TableFormats.Of(path) switch
        {
            TableFormat.TabSeparated => TabSeparatedRows.Rows(source, needed, Refuse),
            TableFormat.CommaSeparated => CommaSeparatedRows.Rows(source, needed, Refuse),
            TableFormat.JsonLines => JsonLinesRows.Rows(source, needed, Refuse),
            TableFormat.Idx => IdxRows.Rows(source, needed),
            TableFormat.Parquet => ParquetRows.Rows(source, needed, Refuse),
            _ => throw new UserError($"{name}: expected {TableFormats.Known}."),
        };
        var none = true;
        foreach (var row in rows)
        {
            none = false;
            yield return row;
        }

        if (none)
            throw new UserError($"{name}: expected rows; there are none.");

        void Refuse(UserError error)
        {
            none = false;
            refuse(error);
        }
    }
}
