using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Positions that no choice leaves out while this lasts, on the thread that began it: what an audit puts back, to see how far the output
/// moves. Those that would have gone on go on as well. It reaches <see cref="Reduction.Keep"/> and what is built on it, <see cref="PrunedTokens"/>,
/// <see cref="FusedTokens"/>, <see cref="RoutedTokens"/> and <see cref="MergedTokens"/>, where no pair is made that one of them is part of; windows choose nothing, and are left whole by <see cref="Every"/> alone.
/// </summary>
public sealed class PutBack : IDisposable
{
    [ThreadStatic]
    private static PutBack? now;

    private readonly PutBack? before = now;
    private readonly long? place;

    private PutBack(long? place)
    {
        this.place = place;
        now = this;
    }

    /// <summary>Puts one position of each row back.</summary>
    /// <param name="place">Where it stands in the sequence that was there at first.</param>
    public static PutBack At(long place) => new(place);

    /// <summary>Puts every position back: what an encoder's layers reduce by a type, windows among it, is left whole.</summary>
    public static PutBack Every() => new(place: null);

    /// <summary>Puts nothing back for a while.</summary>
    internal static PutBack Nothing()
    {
        var nothing = new PutBack(place: null);
        now = null;
        return nothing;
    }

    /// <summary>Whether every position is.</summary>
    internal static bool All => now is { place: null };

    /// <summary>Which real positions of a sequence are put back, [b s]; null where none are asked for.</summary>
    internal static Tensor? Of(Sequence sequence) =>
        now is not { place: var place } ? null : place is { } one ? sequence.Real.logical_and(sequence.Places.eq(Constant.Of(one))) : sequence.Real;

    /// <summary>Ends it.</summary>
    public void Dispose() => now = before;
}
