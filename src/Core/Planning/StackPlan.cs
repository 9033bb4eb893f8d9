namespace Heed.Planning;

/// <summary>The sizes of a stack of layers, defaults filled in.</summary>
/// <param name="Layers">Layers.</param>
/// <param name="Width">Width d.</param>
/// <param name="Heads">Heads h.</param>
/// <param name="KeyValueHeads">Heads g that have keys and values of their own.</param>
/// <param name="FeedForward">Inner width of the feed-forward network.</param>
/// <param name="MaximumLength">Tokens at the most.</param>
public sealed record StackPlan(int Layers, int Width, int Heads, int KeyValueHeads, int FeedForward, int MaximumLength)
{
    /// <summary>Width e of a head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>Width of the keys, and of the values, of all heads that have their own.</summary>
    public int KeyValueWidth => KeyValueHeads * HeadWidth;

    /// <summary>The size of a weight along an axis.</summary>
    public int Size(Axis axis) => axis switch { Axis.Width => Width, Axis.KeyValueWidth => KeyValueWidth, _ => FeedForward };

    /// <summary>The encoder's sizes.</summary>
    public static StackPlan Of(EncoderSpec spec) => new(
        spec.Layers, spec.Width, spec.Heads, spec.KeyValueHeads > 0 ? spec.KeyValueHeads : spec.Heads,
        spec.FeedForward > 0 ? spec.FeedForward : 4 * spec.Width, spec.MaximumLength);

    /// <summary>The decoder's sizes: what it leaves open is as in the encoder; without one, as an encoder has it by default.</summary>
    public static StackPlan Of(DecoderSpec spec, StackPlan? encoder)
    {
        var alone = new EncoderSpec();
        var heads = spec.Heads > 0 ? spec.Heads : encoder?.Heads ?? alone.Heads;
        var width = encoder?.Width ?? (spec.Width > 0 ? spec.Width : alone.Width);
        return new(
            spec.Layers, width, heads, spec.KeyValueHeads > 0 ? spec.KeyValueHeads : heads,
            spec.FeedForward > 0 ? spec.FeedForward : encoder?.FeedForward ?? 4 * width, spec.MaximumLength);
    }
}
