using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>How the newest position attends to those before it, as code: to all of them, or to those that a cache still holds which evicts or folds.</summary>
/// <param name="spec">What is declared.</param>
/// <param name="positions">How positions are emitted.</param>
internal sealed class EmitCacheEviction(ExperimentSpec spec, EmitPositions positions)
{
    private readonly bool evicts = spec.CacheEviction is not null;

    // Whether keys of a layer stand at distances of their own.
    private readonly bool apart = spec.CacheEviction is not null || spec.AllocatePast is not null;

    /// <summary>The last argument of a cache.</summary>
    public static string Argument(ExperimentSpec spec) => spec.CacheEviction is null ? "" : ", eviction: cacheEviction";

    /// <summary>What a layer's cache gives, for the shape comment.</summary>
    public string There => apart ? "that are held" : "so far";

    /// <summary>The call of the attention, up to its queries.</summary>
    public string Attend => evicts ? "cache.Attend(layer, " : "Attend.One(";

    /// <summary>The line before all layers, where scores are biased and the keys of all stand at the same distances.</summary>
    public string[] Whole => positions.Biases && !apart
        ? [$"var past = {EmitSpans.Unless(spec)}new AttentionMask(Alibi.Bias(decoderSlopes, 1, cache.Length + 1), null); // [1 h 1 l]"]
        : [];

    /// <summary>The line of a layer, where scores are biased and the keys of each stand at their own.</summary>
    public string[] Held => positions.Biases && apart
        ? ["var past = new AttentionMask(Alibi.Behind(decoderSlopes, cache.Distances(layer)), null); // [b h 1 l]"]
        : [];
}
