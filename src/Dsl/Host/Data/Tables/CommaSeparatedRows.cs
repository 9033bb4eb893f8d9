using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Heed.Host;

/// <summary>
/// Rows of a comma-separated file (RFC 4180), by CsvHelper: a cell in quotes may hold commas, line breaks and doubled quotes. The first
/// row names the columns.
/// </summary>
internal static class CommaSeparatedRows
{
    public static IEnumerable<Row> Rows(TableSource source, string[] needed, Action<UserError> refuse)
    {
        using var lines = new LineReader(TextLine.Of(source));
        var (quotes, parted) = (false, false);
        using var parser = new CsvParser(lines, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            IgnoreBlankLines = false,
            MaxFieldSize = source.Longest,
            BadDataFound = _ => quotes = true,
        });
        IReadOnlyDictionary<string, int>? columns = null;
        for (var start = 1; Read(); start = lines.Number + 1)
        {
            quotes = false;
            var cells = parser.Record!;
            var flaw = lines.TakeFlaw() ?? Flaw(start);
            if (columns is null)
                columns = source.Columns(flaw is null ? cells : throw flaw, start, needed);
            else if (flaw is not null)
                refuse(flaw);
            else if (cells.Length != columns.Count)
                refuse(source.At(start, null, $"expected {columns.Count} columns ({string.Join(", ", columns.Keys)}), found {cells.Length}"));
            else
                yield return new(start, columns, cells);
        }

        if (columns is null)
            throw new UserError($"{source.Name}: expected a first line that names the columns; the file is empty.");

        UserError? Flaw(int start) =>
            parted ? source.At(start, null, "expected a carriage return within quotes, or right before a line feed; one stands elsewhere")
            : quotes ? source.At(start, null, "expected quotes around whole cells, and doubled inside; one is left open, or stands elsewhere")
            : null;

        bool Read()
        {
            var start = lines.Number + 1;
            try
            {
                // The parser ends a row at any carriage return outside of quotes; the line goes on where no line feed follows.
                var read = parser.Read();
                for (parted = false; read && parser.RawRecord.EndsWith('\r'); read = parser.Read())
                    parted = true;
                return read;
            }
            catch (MaxFieldSizeException)
            {
                // Where the cell ends is not known, so that no row after it is either.
                throw source.At(start, null, $"expected cells of at most {Figures.Whole(source.Longest)} characters; one is longer, or its quote is left open");
            }
        }
    }
}
