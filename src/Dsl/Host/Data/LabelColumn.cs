namespace Heed.Host;

/// <summary>A column of classes.</summary>
/// <param name="Classes">Their names, in the order of their numbers.</param>
/// <param name="Rows">The number of each row's class.</param>
internal sealed record LabelColumn(EquatableArray<string> Classes, int[] Rows)
{
    /// <summary>Numbers a column's classes: as they were declared, or as the data holds them, in ordinal order.</summary>
    /// <param name="names">Each row's class.</param>
    /// <param name="declared">The classes that there are, each row's among them; empty where the data says.</param>
    public static LabelColumn Of(IReadOnlyList<string> names, EquatableArray<string> declared)
    {
        var classes = declared.Count > 0 ? declared : names.Distinct().Order(StringComparer.Ordinal).ToEquatableArray();
        var numbers = classes.Index().ToDictionary(one => one.Item, one => one.Index);
        return new(classes, [.. names.Select(name => numbers[name])]);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Classes.Count);
        foreach (var name in Classes)
            writer.Write(name);
        writer.Write(Rows.Length);
        foreach (var row in Rows)
            writer.Write7BitEncodedInt(row);
    }

    public static LabelColumn Read(BinaryReader reader) => new(
        Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToEquatableArray(),
        [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.Read7BitEncodedInt())]);
}
