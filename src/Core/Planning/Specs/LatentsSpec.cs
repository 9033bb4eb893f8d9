namespace Heed.Planning;

/// <summary>Latents of an encoder: from a layer on, they stand in the positions' place; at the end of the stack each position gets a state back.</summary>
public sealed record LatentsSpec
{
    /// <summary>How many latents, n.</summary>
    public int Count { get; init; } = 64;

    /// <summary>The layer before which they ask, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>Whether they ask before a layer.</summary>
    public bool Acts(int layer) => layer == FromLayer;
}
