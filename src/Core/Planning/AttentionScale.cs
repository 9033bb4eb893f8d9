namespace Heed;

/// <summary>What the scores of an attention, query times key, are multiplied by before they become weights.</summary>
public enum AttentionScale
{
    /// <summary>1/√e, with e the width of a head (Vaswani et al. 2017, equation 1).</summary>
    HeadWidth,

    /// <summary>1/√d, with d the width of all heads together.</summary>
    Width,

    /// <summary>1: scores as they are (Luong et al. 2015, the dot form).</summary>
    None,
}
