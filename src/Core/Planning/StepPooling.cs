namespace Heed;

/// <summary>How neighbouring steps become one.</summary>
public enum StepPooling
{
    /// <summary>
    /// Their states after one another, mapped by a learned map before a layer, and parted by another at the end (Chan et al. 2016, LAS; of
    /// squares, patch merging: Liu et al. 2021, Swin).
    /// </summary>
    Joined,

    /// <summary>Their mean asks, while keys and values are of every step (Dai et al. 2020, Funnel-Transformer).</summary>
    Queries,
}
