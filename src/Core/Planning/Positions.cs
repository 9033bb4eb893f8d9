namespace Heed;

/// <summary>How a layer knows where a token stands.</summary>
public enum Positions
{
    /// <summary>Sines and cosines added to the embedding (Vaswani et al. 2017, section 3.5).</summary>
    Sinusoidal,

    /// <summary>Queries and keys turned by their place in every self-attention (RoPE, Su et al. 2021).</summary>
    Rotary,
}
