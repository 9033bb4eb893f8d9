namespace Heed;

/// <summary>How a layer knows where a token stands.</summary>
public enum Positions
{
    /// <summary>Sines and cosines added to the embedding (Vaswani et al. 2017, section 3.5).</summary>
    Sinusoidal,

    /// <summary>Queries and keys turned by their place in every self-attention (RoPE, Su et al. 2021).</summary>
    Rotary,

    /// <summary>
    /// A learned row for each place, added to the embedding (Gehring et al. 2017). Whoever holds the embedding holds these too, one
    /// table for both stacks.
    /// </summary>
    Learned,

    /// <summary>
    /// Scores of every self-attention that fall with distance, in each head at its own slope (ALiBi, Press et al. 2022). In an encoder
    /// the distance counts the same on both sides, so it reads a text and the mirrored text alike.
    /// </summary>
    Alibi,
}
