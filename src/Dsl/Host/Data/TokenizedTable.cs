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

    public void Write(BinaryWriter writer)
    {
        Write(writer, Split.Training);
        Write(writer, Split.Validation);
        Write(writer, Split.Test);
        writer.Write(Columns.Count);
        foreach (var (name, rows) in Columns)
        {
            writer.Write(name);
            writer.Write(rows.Length);
            foreach (var row in rows)
                Write(writer, row);
        }

        writer.Write(Labels.Count);
        foreach (var (name, label) in Labels)
        {
            writer.Write(name);
            label.Write(writer);
        }

        writer.Write(Skipped);
        writer.Write(Texts.Count);
        foreach (var (name, rows) in Texts)
        {
            writer.Write(name);
            writer.Write(rows.Length);
            foreach (var row in rows)
                writer.Write(row);
        }
    }

    public static TokenizedTable Read(BinaryReader reader)
    {
        var split = new Split(Numbers(reader), Numbers(reader), Numbers(reader));
        var columns = new Dictionary<string, int[][]>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            columns.Add(reader.ReadString(), [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => Numbers(reader))]);
        var labels = new Dictionary<string, LabelColumn>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            labels.Add(reader.ReadString(), LabelColumn.Read(reader));
        var skipped = reader.ReadInt32();
        var texts = new Dictionary<string, string[]>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            texts.Add(reader.ReadString(), [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())]);
        return new(split, columns, labels, skipped) { Texts = texts };
    }

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
