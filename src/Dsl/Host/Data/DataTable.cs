using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The columns of a file that some task reads, whole in memory.</summary>
/// <param name="Columns">Names of the text columns, and one text a row.</param>
/// <param name="Labels">Names of the columns of classes, and one class a row.</param>
internal sealed record DataTable(IReadOnlyDictionary<string, string[]> Columns, IReadOnlyDictionary<string, LabelColumn> Labels)
{
    /// <summary>Reads and checks every row.</summary>
    /// <exception cref="UserError">The file is not as expected, a text is empty, or a class is none that was declared.</exception>
    public static DataTable Read(TaskFile file)
    {
        string[] columns = [.. file.Texts.Union(file.Labels.Select(label => label.Column))];
        var texts = columns.ToDictionary(column => column, _ => new List<string>());
        foreach (var (place, row) in new TableFile(file.Path, file.Name).Rows(columns).Index())
            foreach (var (column, list) in texts)
                list.Add(row.Text(column) is var text && !string.IsNullOrWhiteSpace(text) ? text
                    : throw new UserError($"{file.Name}({place + 2}): expected text in column {column}; it is empty."));
        return new(
            file.Texts.ToDictionary(column => column, column => texts[column].ToArray()),
            file.Labels.ToDictionary(label => label.Column, label => LabelColumn.Of([.. texts[label.Column]], label.Classes, row => new(
                $"{file.Name}({row + 2}): expected in column {label.Column} one of {string.Join(", ", label.Classes)}; found {texts[label.Column][row]}."))));
    }

    /// <summary>Parts the rows by all of the columns, so that no task's test stands in another's training.</summary>
    public Split Part(SplitSpec split, long seed)
    {
        var columns = Columns.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => column.Value).ToArray();
        var rows = Enumerable.Range(0, columns[0].Length).Select(row => string.Join('\t', columns.Select(column => column[row]))).ToArray();
        return Split.ByClusters(NearDuplicates.Clusters(columns, split.NearDuplicates), rows, split.Validation, split.Test, seed);
    }
}
