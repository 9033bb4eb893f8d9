using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The text columns of a file that some task reads, whole in memory.</summary>
/// <param name="Columns">Names, and one text a row.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
internal sealed record DataTable(IReadOnlyDictionary<string, string[]> Columns, int Skipped)
{
    /// <summary>Reads and checks every row.</summary>
    /// <param name="file">The file.</param>
    /// <param name="say">Told of bad rows that were left out, and what is wrong with the first.</param>
    /// <exception cref="UserError">The file is not as expected, or a text is empty, and such rows are not to be skipped.</exception>
    public static DataTable Read(TaskFile file, Action<string> say)
    {
        var texts = file.Columns.ToDictionary(column => column, _ => new List<string>());
        var bad = new List<UserError>();
        foreach (var row in new TableFile(file.Path, file.Name).Rows(file.Columns, Refuse))
        {
            if (file.Columns.FirstOrDefault(column => string.IsNullOrWhiteSpace(row.Text(column))) is { } empty)
                Refuse(new($"{file.Name}({row.Line}): expected text in column {empty}; it is empty."));
            else
                foreach (var (column, list) in texts)
                    list.Add(row.Text(column));
        }

        if (bad.Count > 0)
            say($"{file.Name}: {bad.Count:N0} bad rows skipped; the first: {bad[0].Message}");
        return texts.Values.First().Count > 0
            ? new(texts.ToDictionary(column => column.Key, column => column.Value.ToArray()), bad.Count)
            : throw new UserError($"{file.Name}: expected rows that can be read; all {bad.Count:N0} are bad, the first: {bad[0].Message}");

        void Refuse(UserError error) => bad.Add(file.SkipBadRows ? error : throw error);
    }

    /// <summary>Parts the rows by all of the columns, so that no task's test stands in another's training.</summary>
    public Split Part(SplitSpec split, long seed)
    {
        var columns = Columns.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => column.Value).ToArray();
        var rows = Enumerable.Range(0, columns[0].Length).Select(row => string.Join('\t', columns.Select(column => column[row]))).ToArray();
        return Split.ByClusters(NearDuplicates.Clusters(columns, split.NearDuplicates), rows, split.Validation, split.Test, seed);
    }
}
