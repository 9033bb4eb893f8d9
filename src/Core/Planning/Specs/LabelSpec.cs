namespace Heed.Planning;

/// <summary>A column that holds one of several classes, or some of them.</summary>
public sealed record LabelSpec
{
    /// <summary>The classes, in the order of their numbers; empty until the data is read, where an enum does not declare them.</summary>
    public EquatableArray<string> Classes { get; init; } = new();

    /// <summary>How the input's states become one.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>Whether a cell holds any number of classes; else one.</summary>
    public bool Several { get; init; }

    /// <summary>What stands between the classes of a cell that may hold several.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>The classes that a cell names; a cell without text names none.</summary>
    public IEnumerable<string> In(string cell) => Several
        ? cell.Split(Separator).Select(name => name.Trim()).Where(name => name.Length > 0).Distinct()
        : [cell];

    /// <summary>Classes as answers write them, by their numbers.</summary>
    public string Written(IEnumerable<int> classes) => string.Join($"{Separator} ", classes.Select(label => Classes[label]));
}
