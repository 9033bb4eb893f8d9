namespace Heed;

/// <summary>What stands between the matrices of a feed-forward network.</summary>
public enum Activation
{
    /// <summary>max(0, x) (Vaswani et al. 2017, equation 2).</summary>
    Relu,

    /// <summary>x·Φ(x), with the exact Φ (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>A third matrix gates the others: swish of the one times the other (Shazeer 2020, equation 5).</summary>
    SwiGlu,
}
