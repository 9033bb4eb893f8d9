using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>The row of a span mask that is the newest position's: the same at every token, so it is made once for all that are decoded.</summary>
public sealed class SpanRow : IDisposable
{
    private readonly Tensor bias; // [1 h 1 x], of the farthest key first

    /// <summary>That of a mask of heads that look back.</summary>
    /// <param name="span">How far each head sees.</param>
    public SpanRow(SpanMask span)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        Keys = span.Reach + 1;
        bias = span.Bias(1, Keys, Keys - 1).contiguous().DetachFromDisposeScope();
    }

    /// <summary>Keys that some head sees, the newest position's own among them.</summary>
    public long Keys { get; }

    /// <summary>The mask of the nearest keys.</summary>
    /// <param name="keys">How many, k: at most <see cref="Keys"/>.</param>
    /// <returns>Its bias is [1 h 1 k].</returns>
    public AttentionMask Of(long keys) => new(bias.narrow(3, Keys - keys, keys), null);

    /// <summary>Frees what is kept.</summary>
    public void Dispose() => bias.Dispose();
}
