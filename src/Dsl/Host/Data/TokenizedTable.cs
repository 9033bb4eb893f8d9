using Heed.Data;

namespace Heed.Host;

/// <summary>A data file as tokens.</summary>
/// <param name="Split">Which rows are for what.</param>
/// <param name="Columns">Names of the text columns, and the token ids of each row.</param>
/// <param name="Labels">What the columns of classes go by, and the classes of each row.</param>
/// <param name="Numbers">Names of the columns of numbers, and the number of each row.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
internal sealed record TokenizedTable(
    Split Split, IReadOnlyDictionary<string, int[][]> Columns, IReadOnlyDictionary<string, LabelColumn> Labels,
    IReadOnlyDictionary<string, double[]> Numbers, int Skipped)
{
    /// <summary>Names, and the text of each row, where tokens do not say all that the text said; else none.</summary>
    public IReadOnlyDictionary<string, string[]> Texts { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Names of the text columns whose words are told each for itself, and where the words of each row begin among its tokens.</summary>
    public IReadOnlyDictionary<string, int[][]> Words { get; init; } = new Dictionary<string, int[][]>();

    /// <summary>The line of its file on which each row begins.</summary>
    public int[] Lines { get; init; } = [];

    /// <summary>The columns of pictures, by <see cref="PictureColumn.Key"/>; they are not kept.</summary>
    public IReadOnlyDictionary<string, PictureColumn> Pictures { get; init; } = new Dictionary<string, PictureColumn>();

    /// <summary>Tokenizes a table.</summary>
    /// <param name="file">The file that it was read from.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="split">Which of them are for what.</param>
    /// <param name="tokenization">What makes tokens of text.</param>
    /// <exception cref="UserError">A text has no tokens, so attention has nothing to look at there, and bad rows are not left out.</exception>
    public static TokenizedTable Of(TaskFile file, DataTable table, Split split, Tokenization tokenization)
    {
        var columns = table.Columns.ToDictionary(column => column.Key, column => Tokens(column.Key, column.Value));
        var without = columns.Values.SelectMany(rows => rows.Index().Where(row => row.Item.Length == 0).Select(row => row.Index)).ToHashSet();
        return new(Without(split, without), columns, table.Labels, table.Numbers, table.Skipped + without.Count)
        {
            Lines = table.Lines,
            Pictures = table.Pictures,
            Words = file.Tagged.Select(tagged => tagged.Text).Distinct().ToDictionary(
                column => column, column => table.Columns[column].Select(text => WordTokens.Of(text, tokenization).Firsts).ToArray()),
            Texts = tokenization.Vocabulary.Lossless ? new Dictionary<string, string[]>() : table.Columns,
        };

        int[][] Tokens(string column, string[] texts)
        {
            var tagged = file.Tagged.Any(tagged => tagged.Text == column);
            return
            [
                .. texts.Select((text, row) => (tagged ? WordTokens.Of(text, tokenization).Tokens : tokenization.Encode(text)) is var ids && (ids.Length > 0 || file.SkipBadRows)
                    ? ids
                    : throw new UserError(
                        $"{(row >= table.Test ? file.Test!.Value.Name : file.Name)}({table.Lines[row]}): " +
                        $"expected text in column {column} of which the vocabulary makes tokens; it makes none of '{text}'.")
                    { IsOfBadRow = true }),
            ];
        }
    }

    // Such rows are in no part.
    private static Split Without(Split split, HashSet<int> rows)
    {
        return rows.Count == 0 ? split : split with { Training = Left(split.Training), Validation = Left(split.Validation), Test = Left(split.Test) };

        int[] Left(int[] part) => [.. part.Where(row => !rows.Contains(row))];
    }

    /// <summary>A row's text in a column, as it stands in the file.</summary>
    public string Text(string column, int row, Tokenization tokenization) =>
        Texts.TryGetValue(column, out var texts) ? texts[row] : tokenization.Decode(Columns[column][row]);

    public void Write(BinaryWriter writer)
    {
        Write(writer, Split.Training);
        Write(writer, Split.Validation);
        Write(writer, Split.Test);
        Write(writer, [Split.Clusters.Clusters, Split.Clusters.Rows, Split.Clusters.Largest]);
        Write(writer, Columns, rows => Each(writer, rows, row => Write(writer, row)));
        Write(writer, Labels, label => label.Write(writer));
        Write(writer, Numbers, rows => Each(writer, rows, writer.Write));
        writer.Write(Skipped);
        Write(writer, Texts, rows => Each(writer, rows, writer.Write));
        Write(writer, Words, rows => Each(writer, rows, row => Write(writer, row)));
        Write(writer, Lines);
    }

    public static TokenizedTable Read(BinaryReader reader)
    {
        var split = new Split(Whole(reader), Whole(reader), Whole(reader));
        if (Whole(reader) is [var clusters, var rows, var largest])
            split = split with { Clusters = new(clusters, rows, largest) };
        var columns = Named(reader, () => Each(reader, () => Whole(reader)));
        var labels = Named(reader, () => LabelColumn.Read(reader));
        var numbers = Named(reader, () => Each(reader, reader.ReadDouble));
        var skipped = reader.ReadInt32();
        return new(split, columns, labels, numbers, skipped)
        {
            Texts = Named(reader, () => Each(reader, reader.ReadString)),
            Words = Named(reader, () => Each(reader, () => Whole(reader))),
            Lines = Whole(reader),
        };
    }

    private static void Write<T>(BinaryWriter writer, IReadOnlyDictionary<string, T> columns, Action<T> write)
    {
        writer.Write(columns.Count);
        foreach (var (name, column) in columns)
        {
            writer.Write(name);
            write(column);
        }
    }

    private static Dictionary<string, T> Named<T>(BinaryReader reader, Func<T> read)
    {
        var columns = new Dictionary<string, T>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            columns.Add(reader.ReadString(), read());
        return columns;
    }

    internal static void Each<T>(BinaryWriter writer, T[] rows, Action<T> write)
    {
        writer.Write(rows.Length);
        Array.ForEach(rows, write);
    }

    internal static T[] Each<T>(BinaryReader reader, Func<T> read) => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => read())];

    internal static void Write(BinaryWriter writer, int[] numbers)
    {
        writer.Write7BitEncodedInt(numbers.Length);
        foreach (var number in numbers)
            writer.Write7BitEncodedInt(number);
    }

    internal static int[] Whole(BinaryReader reader)
    {
        var numbers = new int[reader.Read7BitEncodedInt()];
        for (var place = 0; place < numbers.Length; place++)
            numbers[place] = reader.Read7BitEncodedInt();
        return numbers;
    }
}
