namespace Heed;

/// <summary>Where a layer's normalisations stand.</summary>
public enum NormPlacement
{
    /// <summary>Before attention and feed-forward, and once after the last layer (Xiong et al. 2020).</summary>
    Pre,

    /// <summary>After each residual sum, and so none after the last layer (Vaswani et al. 2017).</summary>
    Post,
}
