namespace Heed.Planning;

/// <summary>An allocation by a type that a declaration names, built in or its author's own.</summary>
public abstract record AllocatorSpec
{
    /// <summary>The allocation's type, as its author calls it.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>The type as code names it.</summary>
    public string Type { get; init; } = "";

    /// <summary>Positions for each that is left.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>Positions that are left of so many at a ratio; null where only a run can tell, of a type that is being compiled.</summary>
    public Func<long, double, long>? Left { get; init; }

    /// <summary>Operations that it takes itself, of so many positions of a width; null as above.</summary>
    public Func<long, long, double>? Flops { get; init; }

    /// <summary>The weights that it holds where it stands, of states of a width, at a ratio, of so many positions at the most; null as above.</summary>
    public Func<int, double, int, IReadOnlyList<LearnedWeight>>? Weights { get; init; }

    /// <summary>Whether its type says that it holds any.</summary>
    public bool Learns { get; init; }

    /// <summary>Tries the laws that every allocation keeps, and says which are broken; null as above.</summary>
    public Func<IReadOnlyList<string>>? Laws { get; init; }
}
