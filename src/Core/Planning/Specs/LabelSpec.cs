using System.Globalization;

namespace Heed.Planning;

/// <summary>A column that holds one of several classes.</summary>
public sealed record LabelSpec
{
    /// <summary>The classes, in the order of their numbers; empty until the data is read, where an enum does not declare them.</summary>
    public EquatableArray<string> Classes { get; init; } = new();

    /// <summary>The numbers that an enum gives its classes, in their order; empty for 0, 1, 2 and so on.</summary>
    public EquatableArray<long> Numbers { get; init; } = new();

    /// <summary>How the input's states become one.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

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

    /// <summary>An input's tokens as the model reads them: after the task's start token, where that token's state is the one pooled.</summary>
    public int[] Begin(int[] source, int start) => Pooling == Pooling.First ? [start, .. source] : source;
}
