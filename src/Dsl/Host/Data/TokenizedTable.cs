using Heed.Data;

namespace Heed.Host;

/// <summary>A data file as tokens.</summary>
/// <param name="Split">Which rows are for what.</param>
/// <param name="Columns">Names of the text columns, and the token ids of each row.</param>
/// <param name="Labels">Names of the columns of classes, and the class of each row.</param>
/// <param name="Skipped">Bad rows that were left out.</param>
internal sealed record TokenizedTable(
    Split Split, IReadOnlyDictionary<string, int[][]> Columns, IReadOnlyDictionary<string, LabelColumn> Labels, int Skipped)
{
    /// <summary>Names, and the text of each row, where tokens do not say all that the text said; else none.</summary>
    public IReadOnlyDictionary<string, string[]> Texts { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The columns of pictures, by <see cref="PictureColumn.Key"/>; they are not kept.</summary>
    public IReadOnlyDictionary<string, PictureColumn> Pictures { get; init; } = new Dictionary<string, PictureColumn>();

    public void Write(BinaryWriter writer)
    {
        Write(writer, Split.Training);
        Write(writer, Split.Validation);
        Write(writer, Split.Test);
        Write(writer, Columns, rows => Each(writer, rows, row => Write(writer, row)));
        Write(writer, Labels, label => label.Write(writer));
        writer.Write(Skipped);
        Write(writer, Texts, rows => Each(writer, rows, writer.Write));
    }

    public static TokenizedTable Read(BinaryReader reader)
    {
        var split = new Split(Numbers(reader), Numbers(reader), Numbers(reader));
        var columns = Named(reader, () => Each(reader, () => Numbers(reader)));
        var labels = Named(reader, () => LabelColumn.Read(reader));
        var skipped = reader.ReadInt32();
        return new(split, columns, labels, skipped) { Texts = Named(reader, () => Each(reader, reader.ReadString)) };
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

    private static void Each<T>(BinaryWriter writer, T[] rows, Action<T> write)
    {
        writer.Write(rows.Length);
        Array.ForEach(rows, write);
    }

    private static T[] Each<T>(BinaryReader reader, Func<T> read) => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => read())];

    private static void Write(BinaryWriter writer, int[] numbers)
    {
        writer.Write7BitEncodedInt(numbers.Length);
        foreach (var number in numbers)
            writer.Write7BitEncodedInt(number);
    }

    private static int[] Numbers(BinaryReader reader)
    {
        var numbers = new int[reader.Read7BitEncodedInt()];
        for (var place = 0; place < numbers.Length; place++)
            numbers[place] = reader.Read7BitEncodedInt();
        return numbers;
    }
}
