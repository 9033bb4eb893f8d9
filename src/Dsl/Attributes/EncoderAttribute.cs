namespace Heed;

/// <summary>A stack of transformer encoder layers (Vaswani et al. 2017).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EncoderAttribute : Attribute
{
    /// <summary>Layers.</summary>
    public int Layers { get; init; } = 3;

    /// <summary>Width d of every state.</summary>
    public int Width { get; init; } = 256;

    /// <summary>Attention heads h; they divide the width.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>
    /// Heads that have keys and values of their own, each read by an equal share of the heads (grouped-query attention, Ainslie et al.
    /// 2023); they divide the heads. 0 for as many as heads.
    /// </summary>
    public int KeyValueHeads { get; init; }

    /// <summary>Inner width of the feed-forward network; 0 for four times the width.</summary>
    public int FeedForward { get; init; }

    /// <summary>Source tokens, or patches, at the most; longer texts are cut, and counted, a picture of more patches is refused (HEED061).</summary>
    public int MaximumLength { get; init; } = 128;
}
