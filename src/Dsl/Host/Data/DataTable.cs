using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The columns of a file that some task reads, whole in memory.</summary>
/// <param name="Columns">Names of the text columns, and one text a row.</param>
/// <param name="Labels">What the columns of classes go by, and each row's.</param>
/// <param name="Numbers">Names of the columns of numbers, and one number a row.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
internal sealed record DataTable(
    IReadOnlyDictionary<string, string[]> Columns, IReadOnlyDictionary<string, LabelColumn> Labels, IReadOnlyDictionary<string, double[]> Numbers,
    int Skipped)
{
    /// <summary>Reads and checks every row.</summary>
    /// <param name="file">The file.</param>
    /// <param name="say">Told of bad rows that were left out, and what is wrong with the first.</param>
    /// <exception cref="UserError">The file is not as expected, or a row is bad, and such rows are not to be skipped.</exception>
    public static DataTable Read(TaskFile file, Action<string> say)
    {
        var columns = file.Columns;
        // A cell that may name several classes may name none.
        string[] filled = [.. file.Texts.Union(file.Labels.Where(label => !label.Label.Several).Select(label => label.Column)).Union(file.Numbers)];
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
                file.Labels.ToDictionary(label => label.Key, label => LabelColumn.Of(cells[label.Column], label.Label)),
                file.Numbers.ToDictionary(column => column, column => cells[column].Select(cell => NumberColumn.Of(cell)!.Value).ToArray()),
                bad.Count)
            : throw new UserError($"{file.Name}: expected rows that can be read; all {bad.Count:N0} are bad, the first: {bad[0].Message}");

        IEnumerable<string> Flaws(Row row)
        {
            foreach (var column in filled.Where(column => string.IsNullOrWhiteSpace(row.Text(column))))
                yield return $"expected text in column {column}; it is empty";
            foreach (var (_, column, label) in file.Labels.Where(one => one.Label.Classes.Count > 0))
                if (label.In(row.Text(column)).FirstOrDefault(name => !label.Classes.Contains(name)) is { } stranger)
                    yield return $"expected in column {column} {(label.Several ? "some" : "one")} of {string.Join(", ", label.Classes)}; found {stranger}";
            foreach (var column in file.Numbers.Where(column => NumberColumn.Of(row.Text(column)) is null))
                yield return $"expected a number in column {column}; found {row.Text(column)}";
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
