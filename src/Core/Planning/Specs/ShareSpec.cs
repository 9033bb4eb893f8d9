namespace Heed.Planning;

/// <summary>Projections that some tasks hold in common, in some layers.</summary>
public sealed record ShareSpec
{
    /// <summary>What is shared.</summary>
    public Projection Projections { get; init; }

    /// <summary>Names of the tasks that share; empty for all.</summary>
    public EquatableArray<string> Tasks { get; init; } = new();

    /// <summary>The first layer that shares, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>The last layer that shares; -1 for the last there is.</summary>
    public int ToLayer { get; init; } = -1;

    /// <summary>Where: in the encoder, the decoder or both.</summary>
    public Trunk In { get; init; } = Trunk.Both;

    /// <summary>Whether this reaches into a layer (the norm after the last layer counts as one more).</summary>
    public bool Reaches(Trunk trunk, int layer) => (In & trunk) != 0 && layer >= FromLayer && (ToLayer < 0 || layer <= ToLayer);
}
