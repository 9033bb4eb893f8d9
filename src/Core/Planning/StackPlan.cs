namespace Heed.Planning;

/// <summary>The sizes of a stack of layers, defaults filled in.</summary>
/// <param name="Layers">Layers.</param>
/// <param name="Width">Width d.</param>
/// <param name="Heads">Heads h.</param>
/// <param name="FeedForward">Inner width of the feed-forward network.</param>
/// <param name="MaximumLength">Tokens at the most.</param>
public sealed record StackPlan(int Layers, int Width, int Heads, int FeedForward, int MaximumLength)
{
    /// <summary>Width e of a head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>The size of a weight along an axis.</summary>
    public int Size(Axis axis) => axis == Axis.Width ? Width : FeedForward;

    /// <summary>The encoder's sizes.</summary>
    public static StackPlan Of(EncoderSpec spec) =>
        new(spec.Layers, spec.Width, spec.Heads, spec.FeedForward > 0 ? spec.FeedForward : 4 * spec.Width, spec.MaximumLength);

    /// <summary>The decoder's sizes: what it leaves open is as in the encoder.</summary>
    public static StackPlan Of(DecoderSpec spec, StackPlan encoder) => new(
        spec.Layers, encoder.Width, spec.Heads > 0 ? spec.Heads : encoder.Heads,
        spec.FeedForward > 0 ? spec.FeedForward : encoder.FeedForward, spec.MaximumLength);
}
