namespace Heed.Planning;

/// <summary>One weighted part of a layer: what it is called, what it is shared as, what sizes it has.</summary>
/// <param name="Name">The property of the emitted record, such as <c>CrossQuery</c>.</param>
/// <param name="Projection">What sharing calls it.</param>
/// <param name="Inputs">What it takes in.</param>
/// <param name="Outputs">What it gives; the same as <paramref name="Inputs"/> for a norm.</param>
public sealed record Part(string Name, Projection Projection, Axis Inputs = Axis.Width, Axis Outputs = Axis.Width)
{
    /// <summary>The part in the name of a weight: <c>cross_query</c>.</summary>
    public string Key => Text.Snake(Name);
}

/// <summary>The sizes that weights have.</summary>
public enum Axis
{
    /// <summary>d.</summary>
    Width,

    /// <summary>The width of the keys and of the values of all heads that have their own.</summary>
    KeyValueWidth,

    /// <summary>The inner width of the feed-forward network.</summary>
    FeedForward,
}

/// <summary>The parts of each kind of layer, in the order in which a pass meets them.</summary>
public static class Parts
{
    /// <summary>An encoder layer: self-attention, then feed-forward, each with its norm.</summary>
    public static IReadOnlyList<Part> Encoder(TransformerSpec spec) => [.. Self, .. FeedForward(spec)];

    /// <summary>A decoder layer: causal self-attention, encoder-decoder attention, then feed-forward, each with its norm.</summary>
    public static IReadOnlyList<Part> Decoder(TransformerSpec spec) => [.. Self, .. Cross, .. FeedForward(spec)];

    /// <summary>A decoder layer of a language model, which has no source to attend to.</summary>
    public static IReadOnlyList<Part> Language(TransformerSpec spec) => [.. Self, .. FeedForward(spec)];

    private static IReadOnlyList<Part> Self { get; } =
    [
        new("AttentionNorm", Projection.Norm),
        new("Query", Projection.Query),
        new("Key", Projection.Key, Outputs: Axis.KeyValueWidth),
        new("Value", Projection.Value, Outputs: Axis.KeyValueWidth),
        new("Output", Projection.Output),
    ];

    private static IReadOnlyList<Part> Cross { get; } =
    [
        new("CrossNorm", Projection.Norm),
        new("CrossQuery", Projection.Query),
        new("CrossKey", Projection.Key, Outputs: Axis.KeyValueWidth),
        new("CrossValue", Projection.Value, Outputs: Axis.KeyValueWidth),
        new("CrossOutput", Projection.Output),
    ];

    private static IReadOnlyList<Part> FeedForward(TransformerSpec spec)
    {
        Part[] gate = [new("Gate", Projection.FeedForward, Outputs: Axis.FeedForward)];
        return
        [
            new("FeedForwardNorm", Projection.Norm),
            .. spec.Activation == Activation.SwiGlu ? gate : [],
            new("Up", Projection.FeedForward, Outputs: Axis.FeedForward),
            new("Down", Projection.FeedForward, Inputs: Axis.FeedForward),
        ];
    }
}
