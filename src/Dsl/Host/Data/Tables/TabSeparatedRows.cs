namespace Heed.Host;

/// <summary>Rows of a tab-separated file: a row a line, no quotes, so that a cell holds neither tab nor line break.</summary>
internal static class TabSeparatedRows
{
    public static IEnumerable<Row> Rows(TableSource source, string[] needed, Action<UserError> refuse)
    {
        IReadOnlyDictionary<string, int>? columns = null;
        foreach (var (number, text, flaw) in TextLine.Of(source))
        {
            var cells = (text.EndsWith('\r') ? text[..^1] : text).Split('\t');
            if (columns is null)
                columns = source.Columns(flaw is null ? cells : throw flaw, number, needed);
            else if (flaw is not null)
                refuse(flaw);
            else if (cells.Length != columns.Count)
                refuse(source.At(number, null, $"expected {columns.Count} columns ({string.Join(", ", columns.Keys)}), found {cells.Length}"));
            else
                yield return new(number, columns, cells);
        }

        if (columns is null)
            throw new UserError($"{source.Name}: expected a first line that names the columns; the file is empty.");
    }
}
