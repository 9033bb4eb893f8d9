namespace Heed;

/// <summary>
/// From a layer of the encoder on, neighbouring steps go on as one, so that attention and feed-forward network work on fewer; at the end of the
/// stack each step gets a state back. Joined by a learned map it is the pyramidal encoder (Chan et al. 2016, LAS, section 3.1) or, of squares
/// of patches, patch merging (Liu et al. 2021, Swin, section 3.1); with pooled queries the Funnel-Transformer (Dai et al. 2020, section 2.2).
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TemporalPoolingAttribute : LayerAllocationAttribute
{
    /// <summary>Steps that become one, or patches along each side of a square that does; at 1 none do.</summary>
    public int Stride { get; init; } = 2;

    /// <summary>How they become one.</summary>
    public StepPooling By { get; init; }

    /// <summary>Which steps are neighbours.</summary>
    public WindowShape Shape { get; init; }

    /// <summary>Layers that pool, from <see cref="LayerAllocationAttribute.FromLayer"/> on, each what the one before has left.</summary>
    public int Layers { get; init; } = 1;
}
