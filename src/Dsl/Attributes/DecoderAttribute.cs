namespace Heed;

/// <summary>A stack of transformer decoder layers, which attend to the encoder where a task reads a text and writes another.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DecoderAttribute : Attribute
{
    /// <summary>Layers.</summary>
    public int Layers { get; init; } = 3;

    /// <summary>Width d of every state; 0 for the encoder's, or 256 without one.</summary>
    public int Width { get; init; }

    /// <summary>Attention heads; 0 for as many as the encoder has, or 4 without one.</summary>
    public int Heads { get; init; }

    /// <summary>Heads that have keys and values of their own, in both attentions; they divide the heads. 0 for as many as heads.</summary>
    public int KeyValueHeads { get; init; }

    /// <summary>Inner width of the feed-forward network; 0 for the encoder's, or four times the width without one.</summary>
    public int FeedForward { get; init; }

    /// <summary>Target tokens at the most, the end included; longer targets are cut, and counted.</summary>
    public int MaximumLength { get; init; } = 128;
}
