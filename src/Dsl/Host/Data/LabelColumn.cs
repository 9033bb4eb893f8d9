using Heed.Planning;

namespace Heed.Host;

/// <summary>A column of classes.</summary>
/// <param name="Classes">Their names, in the order of their numbers.</param>
/// <param name="Rows">The numbers of each row's classes: one, or any number where several may fit.</param>
internal sealed record LabelColumn(EquatableArray<string> Classes, int[][] Rows)
{
    /// <summary>Numbers a column's classes: as they were declared, or as the data holds them, in ordinal order.</summary>
    /// <param name="cells">Each row's cell, which names none but declared classes.</param>
    /// <param name="label">How cells are read, and the classes that there are; none where the data says.</param>
    public static LabelColumn Of(IReadOnlyList<string> cells, LabelSpec label)
    {
        var names = cells.Select(cell => label.In(cell).ToArray()).ToArray();
        var classes = label.Classes.Count > 0 ? label.Classes : names.SelectMany(row => row).Distinct().Order(StringComparer.Ordinal).ToEquatableArray();
        // Several classes are a set, whatever the order that a cell names them in; tags stand in that of their words.
        return new(classes, [.. names.Select(row => Numbers(row, classes)).Select(row => label.EachWord ? row : [.. row.Order()])]);
    }

    /// <summary>The numbers of classes, by their names.</summary>
    public static int[] Numbers(IEnumerable<string> names, EquatableArray<string> classes)
    {
        var numbers = classes.Index().ToDictionary(one => one.Item, one => one.Index);
        return [.. names.Select(name => numbers[name])];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Classes.Count);
        foreach (var name in Classes)
            writer.Write(name);
        TokenizedTable.Each(writer, Rows, row => TokenizedTable.Write(writer, row));
    }

    public static LabelColumn Read(BinaryReader reader) => new(
        Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToEquatableArray(),
        TokenizedTable.Each(reader, () => TokenizedTable.Whole(reader)));
}
