namespace Heed;

/// <summary>How a normalisation brings a state to one size.</summary>
public enum NormKind
{
    /// <summary>To mean 0 and variance 1, then scaled and shifted (LayerNorm, Ba et al. 2016).</summary>
    Layer,

    /// <summary>To mean square 1, then scaled: no mean is taken and no shift is learned (RMSNorm, Zhang and Sennrich 2019).</summary>
    Rms,
}
