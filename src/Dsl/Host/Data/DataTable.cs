using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The columns of a file that some task reads, in memory; after its rows those of its test, where that is another file.</summary>
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

    /// <summary>The line of its file on which each row begins.</summary>
    public int[] Lines { get; init; } = [];

    /// <summary>The first row of the test file; null where the test is a part of the data file.</summary>
    public int? Test { get; init; }

    /// <summary>Reads and checks every row; of a file that is read in windows, those of the first.</summary>
    /// <param name="file">The file.</param>
    /// <param name="say">Told of bad rows that were left out, and what is wrong with the first.</param>
    /// <exception cref="UserError">The file is not as expected, or a row is bad, and such rows are not to be skipped.</exception>
    public static DataTable Read(TaskFile file, Action<string> say)
    {
        var (rows, table) = (new GoodRows(file), new DataTableBuilder(file));
        int? test = null;
        var bad = Take(file.Path, file.Name, file.Window > 0 ? file.Window : int.MaxValue);
        if (file.Test is { } other)
        {
            test = table.Rows;
            bad += Take(other.Path, other.Name, int.MaxValue);
        }

        return table.Table(bad) with { Test = test };

        // Some rows of one file; how many were bad.
        int Take(string path, string name, int most)
        {
            var (bad, before) = (new List<UserError>(), table.Rows);
            foreach (var row in rows.Of(path, name, bad.Add).Take(most))
                table.Add(row);
            if (bad.Count > 0)
                say($"{name}: {bad.Count:N0} bad rows skipped; the first: {bad[0].Message}");
            return table.Rows > before
                ? bad.Count
                : throw new UserError($"{name}: expected rows that can be read; all {bad.Count:N0} are bad, the first: {bad[0].Message}");
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
