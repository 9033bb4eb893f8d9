namespace Heed.Planning;

/// <summary>One weighted part of a layer: what it is called, what it is shared as, what sizes it has.</summary>
/// <param name="Name">The property of the emitted record, such as <c>CrossQuery</c>.</param>
/// <param name="Projection">What sharing calls it.</param>
/// <param name="Inputs">What it takes in.</param>
/// <param name="Outputs">What it gives; the same as <paramref name="Inputs"/> for a norm.</param>
public sealed record Part(string Name, Projection Projection, Axis Inputs = Axis.Width, Axis Outputs = Axis.Width)
{
    /// <summary>The part in the name of a weight: <c>cross_query</c>.</summary>
    public string Key => string.Concat(Name.Select((letter, place) =>
        char.IsUpper(letter) ? (place == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}

/// <summary>The sizes that weights have.</summary>
public enum Axis
{
    /// <summary>d.</summary>
    Width,

    /// <summary>The inner width of the feed-forward network.</summary>
    FeedForward,
}

/// <summary>The parts of each kind of layer, in the order in which a pass meets them.</summary>
public static class Parts
{
    /// <summary>An encoder layer: self-attention, then feed-forward, each after a norm.</summary>
    public static IReadOnlyList<Part> Encoder { get; } =
    [
        new("AttentionNorm", Projection.Norm),
        new("Query", Projection.Query),
        new("Key", Projection.Key),
        new("Value", Projection.Value),
        new("Output", Projection.Output),
        new("FeedForwardNorm", Projection.Norm),
        new("Up", Projection.FeedForward, Outputs: Axis.FeedForward),
        new("Down", Projection.FeedForward, Inputs: Axis.FeedForward),
    ];

    /// <summary>A decoder layer: causal self-attention, encoder-decoder attention, then feed-forward, each after a norm.</summary>
    public static IReadOnlyList<Part> Decoder { get; } =
    [
        .. Encoder.Take(5),
        new("CrossNorm", Projection.Norm),
        new("CrossQuery", Projection.Query),
        new("CrossKey", Projection.Key),
        new("CrossValue", Projection.Value),
        new("CrossOutput", Projection.Output),
        .. Encoder.Skip(5),
    ];
}
