namespace Heed;

/// <summary>
/// Keys and values of the encoder's self-attention are made of windows of neighbours, while every position asks: attention of a text of s
/// tokens costs s·s/r (windows over a sequence, as spatial reduction has them over a picture: Wang et al. 2021, PVT, section 3.3, there
/// with a learned map).
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SpatialPoolingAttribute : LayerAllocationAttribute
{
    /// <summary>Positions of a window, r, or patches along each side of a square; at 1 attention is dense.</summary>
    public int Ratio { get; init; } = 2;

    /// <summary>What a window becomes.</summary>
    public WindowPooling By { get; init; }

    /// <summary>Which positions are neighbours.</summary>
    public WindowShape Shape { get; init; }
}
