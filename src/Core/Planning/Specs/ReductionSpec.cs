namespace Heed.Planning;

/// <summary>
/// An allocation of the encoder's positions: what it leaves after the attention of a layer is all that goes on, until the way back at the
/// end of the stack.
/// </summary>
public sealed record ReductionSpec : AllocatorSpec
{
    /// <summary>Which of those of its type it is, from 1 in the order of declaration.</summary>
    public int Ordinal { get; init; } = 1;

    /// <summary>What the paths of its numbers begin with: its type's name, with a number behind it from the second of its type on.</summary>
    public string Name => Ordinal == 1 ? Strategy : $"{Strategy}{Text.Number(Ordinal)}";

    /// <summary>The first layer that reduces, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>Layers that reduce, one after another, each what the one before has left.</summary>
    public int Layers { get; init; } = 1;

    /// <summary>Whether it reads in what rows and columns patches of pictures stand.</summary>
    public bool ReadsGrid { get; init; }

    /// <summary>Whether it may ask for the attention that positions received: one that may also stand where none was received yet does not.</summary>
    public bool ReadsReceived { get; init; }

    /// <summary>Whether it reduces in a layer.</summary>
    public bool Acts(int layer) => layer >= FromLayer && layer - FromLayer < Layers;

    /// <summary>Positions for each that is left in a layer: 1 where it does not reduce.</summary>
    public double RatioAt(int layer) => Acts(layer) ? Ratio : 1;

    /// <summary>Whether it may ask for the attention received in a layer.</summary>
    public bool AsksAt(int layer) => ReadsReceived && RatioAt(layer) > 1;
}
