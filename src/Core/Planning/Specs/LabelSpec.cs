using System.Globalization;

namespace Heed.Planning;

/// <summary>A column that holds one of several classes, some of them, or one for each word of the input.</summary>
public sealed record LabelSpec
{
    /// <summary>The classes, in the order of their numbers; empty until the data is read, where an enum does not declare them.</summary>
    public EquatableArray<string> Classes { get; init; } = new();

    /// <summary>The numbers that an enum gives its classes, in their order; empty for 0, 1, 2 and so on.</summary>
    public EquatableArray<long> Numbers { get; init; } = new();

    /// <summary>How the input's states become one.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>Whether a cell holds any number of classes; else one.</summary>
    public bool Several { get; init; }

    /// <summary>What stands between the classes of a cell that may hold several.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether a cell holds one class for each word of the input, its tag, with white space between.</summary>
    public bool EachWord { get; init; }

    /// <summary>
    /// The classes that a cell names, and words of it that name none: of each word one, in their order; else each once. A cell without text
    /// names none where it may name several.
    /// </summary>
    public IEnumerable<string> In(string cell) =>
        EachWord ? Text.Words(cell).Select(Named)
        : Several ? cell.Split(Separator).Select(name => name.Trim()).Where(name => name.Length > 0).Select(Named).Distinct()
        : [Named(cell)];

    /// <summary>Classes as answers write them, by their numbers.</summary>
    public string Written(IEnumerable<int> classes) => string.Join(EachWord ? " " : $"{Separator} ", classes.Select(label => Classes[label]));

    /// <summary>
    /// The class that data means: by its name, or, where a declared class is written so, by its number, as files of pictures have it.
    /// Null where it is none.
    /// </summary>
    public string? ClassOf(string written)
    {
        if (Classes.Count == 0 || Classes.Contains(written))
            return written;
        if (!long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return null;
        var places = Enumerable.Range(0, Classes.Count);
        return Numbers.Count == 0
            ? places.Where(place => place == number).Select(place => Classes[place]).FirstOrDefault()
            : places.Where(place => Numbers[place] == number).Select(place => Classes[place]).FirstOrDefault();
    }

    private string Named(string written) => ClassOf(written) ?? written;
}
