using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The text columns of a file that some task reads, whole in memory.</summary>
/// <param name="Columns">Names, and one text a row.</param>
internal sealed record DataTable(IReadOnlyDictionary<string, string[]> Columns)
{
    /// <summary>Reads and checks every row.</summary>
    /// <exception cref="UserError">The file is not as expected, or a text is empty.</exception>
    public static DataTable Read(string path, string name, string[] columns)
    {
        var texts = columns.ToDictionary(column => column, _ => new List<string>());
        foreach (var (place, row) in new TableFile(path, name).Rows(columns).Index())
            foreach (var (column, list) in texts)
                list.Add(row.Text(column) is var text && !string.IsNullOrWhiteSpace(text) ? text
                    : throw new UserError($"{name}({place + 2}): expected text in column {column}; it is empty."));
        return new(texts.ToDictionary(column => column.Key, column => column.Value.ToArray()));
    }

    /// <summary>Parts the rows by all of the columns, so that no task's test stands in another's training.</summary>
    public Split Part(SplitSpec split, long seed)
    {
        var columns = Columns.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => column.Value).ToArray();
        var rows = Enumerable.Range(0, columns[0].Length).Select(row => string.Join('\t', columns.Select(column => column[row]))).ToArray();
        return Split.ByClusters(NearDuplicates.Clusters(columns, split.NearDuplicates), rows, split.Validation, split.Test, seed);
    }
}
