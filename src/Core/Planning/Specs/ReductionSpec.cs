namespace Heed.Planning;

/// <summary>
/// An allocation of the encoder's positions: what it leaves after the attention of a layer is all that goes on, until the way back at the
/// end of the stack.
/// </summary>
public sealed record ReductionSpec
{
    /// <summary>The allocation's type, as its author calls it; the paths of its numbers begin with it.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>The type as code names it.</summary>
    public string Type { get; init; } = "";

    /// <summary>Positions for each that is left.</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>The first layer that reduces, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>Layers that reduce, one after another, each what the one before has left.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether it reads in what rows and columns patches of pictures stand.</summary>
    public bool ReadsGrid { get; init; }

    /// <summary>Positions that are left of so many at a ratio; null where only a run can tell, of a type that is being compiled.</summary>
    public Func<long, double, long>? Left { get; init; }

    /// <summary>Operations that the reduction itself takes, of so many positions of a width; null as above.</summary>
    public Func<long, long, double>? Flops { get; init; }

    /// <summary>Tries the laws that every allocation keeps, and says which are broken; null as above.</summary>
    public Func<IReadOnlyList<string>>? Laws { get; init; }

    /// <summary>Whether it reduces in a layer.</summary>
    public bool Acts(int layer) => layer >= FromLayer && layer - FromLayer < Layers;

    /// <summary>Positions for each that is left in a layer: 1 where it does not reduce.</summary>
    public double RatioAt(int layer) => Acts(layer) ? Ratio : 1;
}
