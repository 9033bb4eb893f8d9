using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The columns of a file that some task reads, whole in memory.</summary>
/// <param name="Columns">Names of the text columns, and one text a row.</param>
/// <param name="Labels">Names of the columns of classes, and one class a row.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
internal sealed record DataTable(IReadOnlyDictionary<string, string[]> Columns, IReadOnlyDictionary<string, LabelColumn> Labels, int Skipped)
{
    /// <summary>Reads and checks every row.</summary>
    /// <param name="file">The file.</param>
    /// <param name="say">Told of bad rows that were left out, and what is wrong with the first.</param>
    /// <exception cref="UserError">The file is not as expected, or a row is bad, and such rows are not to be skipped.</exception>
    public static DataTable Read(TaskFile file, Action<string> say)
    {
        string[] columns = [.. file.Texts.Union(file.Labels.Select(label => label.Column))];
        var cells = columns.ToDictionary(column => column, _ => new List<string>());
        var bad = new List<UserError>();
        foreach (var row in new TableFile(file.Path, file.Name).Rows(columns, Refuse))
        {
            if (Flaws(row).FirstOrDefault() is { } flaw)
                Refuse(new($"{file.Name}({row.Line}): {flaw}."));
            else
                foreach (var (column, list) in cells)
                    list.Add(row.Text(column));
        }

        if (bad.Count > 0)
            say($"{file.Name}: {bad.Count:N0} bad rows skipped; the first: {bad[0].Message}");
        return cells.Values.First().Count > 0
            ? new(
                file.Texts.ToDictionary(column => column, column => cells[column].ToArray()),
                file.Labels.ToDictionary(label => label.Column, label => LabelColumn.Of(cells[label.Column], label.Classes)),
                bad.Count)
            : throw new UserError($"{file.Name}: expected rows that can be read; all {bad.Count:N0} are bad, the first: {bad[0].Message}");

        IEnumerable<string> Flaws(Row row)
        {
            foreach (var column in columns.Where(column => string.IsNullOrWhiteSpace(row.Text(column))))
                yield return $"expected text in column {column}; it is empty";
            foreach (var (column, classes) in file.Labels.Where(label => label.Classes.Count > 0 && !label.Classes.Contains(row.Text(label.Column))))
                yield return $"expected in column {column} one of {string.Join(", ", classes)}; found {row.Text(column)}";
        }

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
