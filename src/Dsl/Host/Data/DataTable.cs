using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The columns of a file that some task reads, whole in memory; after its rows those of its test, where that is another file.</summary>
/// <param name="Columns">Names of the text columns, and one text a row.</param>
/// <param name="Labels">What the columns of classes go by, and each row's.</param>
/// <param name="Numbers">Names of the columns of numbers, and one number a row.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
internal sealed record DataTable(
    IReadOnlyDictionary<string, string[]> Columns, IReadOnlyDictionary<string, LabelColumn> Labels, IReadOnlyDictionary<string, double[]> Numbers,
    int Skipped)
{
    /// <summary>The columns of pictures, by <see cref="PictureColumn.Key"/>.</summary>
    public IReadOnlyDictionary<string, PictureColumn> Pictures { get; init; } = new Dictionary<string, PictureColumn>();

    /// <summary>The first row of the test file; null where the test is a part of the data file.</summary>
    public int? Test { get; init; }

    /// <summary>Reads and checks every row.</summary>
    /// <param name="file">The file.</param>
    /// <param name="say">Told of bad rows that were left out, and what is wrong with the first.</param>
    /// <exception cref="UserError">The file is not as expected, or a row is bad, and such rows are not to be skipped.</exception>
    public static DataTable Read(TaskFile file, Action<string> say)
    {
        var columns = file.Columns;
        // A cell that may name several classes may name none.
        string[] filled =
        [
            .. file.Texts.Union(file.Labels.Where(label => !label.Label.Several).Select(label => label.Column)).Union(file.Numbers)
                .Union(file.Pictures.Select(picture => picture.Column)),
        ];
        var cells = columns.ToDictionary(column => column, _ => new List<string>());
        var pictures = file.Pictures.Select(one => new PictureReader(one.Column, one.Image)).ToArray();
        int? test = null;
        var bad = Take(file.Path, file.Name);
        if (file.Test is { } other)
        {
            test = cells.Values.First().Count;
            bad += Take(other.Path, other.Name);
        }

        return new(
            file.Texts.ToDictionary(column => column, column => cells[column].ToArray()),
            file.Labels.ToDictionary(label => label.Key, label => LabelColumn.Of(cells[label.Column], label.Label)),
            file.Numbers.ToDictionary(column => column, column => cells[column].Select(cell => NumberColumn.Of(cell)!.Value).ToArray()),
            bad)
        {
            Pictures = pictures.ToDictionary(reader => reader.Key, reader => reader.Column()),
            Test = test,
        };

        // The rows of one file; how many were bad.
        int Take(string path, string name)
        {
            var bad = new List<UserError>();
            var before = cells.Values.First().Count;
            foreach (var row in new TableFile(path, name).Rows(columns, Refuse))
            {
                if (Flaws(row).FirstOrDefault() is { } flaw)
                    Refuse(new($"{name}({row.Line}): {flaw}."));
                else if (Read(row, path, name) is { } read)
                    Add(row, read);
            }

            if (bad.Count > 0)
                say($"{name}: {bad.Count:N0} bad rows skipped; the first: {bad[0].Message}");
            return cells.Values.First().Count > before
                ? bad.Count
                : throw new UserError($"{name}: expected rows that can be read; all {bad.Count:N0} are bad, the first: {bad[0].Message}");

            void Refuse(UserError error) => bad.Add(file.SkipBadRows ? error : throw error);

            (Picture Picture, string Name)[]? Read(Row row, string path, string name)
            {
                try
                {
                    return [.. pictures.Select(reader => reader.Read(row, path, name))];
                }
                catch (UserError flaw)
                {
                    Refuse(flaw);
                    return null;
                }
            }
        }

        void Add(Row row, (Picture, string)[] read)
        {
            foreach (var (column, list) in cells)
                list.Add(row.Text(column));
            foreach (var (reader, picture) in pictures.Zip(read))
                reader.Add(picture);
        }

        IEnumerable<string> Flaws(Row row)
        {
            foreach (var column in filled.Where(column => string.IsNullOrWhiteSpace(row.Text(column)) && (row.Picture is null || file.Pictures.All(one => one.Column != column))))
                yield return $"expected text in column {column}; it is empty";
            foreach (var (text, tags) in file.Tagged)
                if ((Text.Words(row.Text(text)).Length, Text.Words(row.Text(tags)).Length) is var (words, found) && words != found)
                    yield return $"expected in column {tags} a tag for each of the {words} words in column {text}; found {found}";
            foreach (var (_, column, label) in file.Labels.Where(one => one.Label.Classes.Count > 0))
                if (label.In(row.Text(column)).FirstOrDefault(name => !label.Classes.Contains(name)) is { } stranger)
                    yield return $"expected in column {column} {(label.Several ? "some" : "one")} of {string.Join(", ", label.Classes)}; found {stranger}";
            foreach (var column in file.Numbers.Where(column => NumberColumn.Of(row.Text(column)) is null))
                yield return $"expected a number in column {column}; found {row.Text(column)}";
        }
    }

    /// <summary>
    /// Parts the rows by all of the columns, so that no task's test stands in another's training; pictures are compared pixel by pixel. A
    /// test of its own stays whole.
    /// </summary>
    public Split Part(SplitSpec split, long seed)
    {
        string[][] whole =
        [
            .. Columns.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => column.Value),
            .. Pictures.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => column.Value.Prints()),
        ];
        var columns = Test is { } test ? whole.Select(column => column[..test]).ToArray() : whole;
        var rows = Enumerable.Range(0, columns[0].Length).Select(row => string.Join('\t', columns.Select(column => column[row]))).ToArray();
        var clusters = NearDuplicates.Clusters(columns, split.NearDuplicates);
        return Test is { } first
            ? Split.ByClusters(clusters, rows, split.Validation, 0, seed) with { Test = [.. Enumerable.Range(first, whole[0].Length - first)] }
            : Split.ByClusters(clusters, rows, split.Validation, split.Test, seed);
    }
}
