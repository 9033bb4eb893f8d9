namespace Heed;

/// <summary>What the output layer scores tokens with.</summary>
public enum OutputEmbedding
{
    /// <summary>The table that embeds them (tied weights, Press and Wolf 2017).</summary>
    Tied,

    /// <summary>A table of its own, which whoever holds the embedding holds too.</summary>
    Free,
}
