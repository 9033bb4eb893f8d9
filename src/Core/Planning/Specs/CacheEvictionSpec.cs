namespace Heed.Planning;

/// <summary>Eviction from the cache of the decoder's self-attention, while answers are written: a layer holds a budget of positions for each head.</summary>
public sealed record CacheEvictionSpec
{
    /// <summary>Positions held, the newest among them.</summary>
    public int Budget { get; init; } = 64;

    /// <summary>How many of the newest are held whatever attention they received.</summary>
    public int Recent { get; init; } = 32;

    /// <summary>The first layer that evicts, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>Whether a layer evicts.</summary>
    public bool At(int layer) => layer >= FromLayer;

    /// <summary>Positions that a layer has room for, of so many.</summary>
    public long Slots(long length, int layer) => At(layer) ? Math.Min(Budget, length) : length;
}
