namespace Heed.Planning;

/// <summary>What eviction from the decoder's cache spares while the longest answer is written, token after token; training is as without it.</summary>
/// <param name="Cells">Attention weights of the self-attention, over all layers and heads.</param>
/// <param name="Flops">Operations that they take: queries by keys, and weights by values.</param>
/// <param name="Bytes">What the cache holds for one answer, in float32.</param>
public sealed record EvictionCost(double Cells, double Flops, double Bytes)
{
    /// <summary>The cost of the plan's decoder, and without eviction; null where nothing is evicted.</summary>
    public static (EvictionCost Evicting, EvictionCost Dense)? Of(ExperimentPlan plan) =>
        plan is { Decoder: { } decoder, Spec: { CacheEviction: not null } spec } ? (Of(decoder, spec), Of(decoder, spec with { CacheEviction = null })) : null;

    /// <summary>A line that tells it; none where nothing is evicted.</summary>
    public static IEnumerable<string> Lines(ExperimentPlan plan)
    {
        if (Of(plan) is not var (evicting, dense))
            yield break;
        string Part(Func<EvictionCost, double> of) => $"of {Text.Prefixed(of(dense)).Trim()}";
        yield return $"writing an answer of {Text.Number(plan.Decoder!.MaximumLength)} tokens, the decoder's self-attention takes " +
            $"{Text.Prefixed(evicting.Flops)}FLOP {Part(one => one.Flops)}FLOP, {Text.Prefixed(evicting.Cells).Trim()} {Part(one => one.Cells)} attention cells " +
            $"({AllocationCost.Percent(evicting.Cells, dense.Cells)}), and its cache holds {Text.Prefixed(evicting.Bytes)}B {Part(one => one.Bytes)}B ({AllocationCost.Percent(evicting.Bytes, dense.Bytes)})";
    }

    private static EvictionCost Of(StackPlan decoder, ExperimentSpec spec)
    {
        var layers = Enumerable.Range(0, decoder.Layers);
        var cells = decoder.Heads * layers.Sum(layer => CacheReads.Of(spec, layer, decoder.MaximumLength));
        long Slots(int layer) => spec.CacheEviction?.Slots(decoder.MaximumLength, layer) ?? decoder.MaximumLength;
        return new(cells, 4 * cells * decoder.HeadWidth, layers.Sum(layer => 2.0 * 4 * Slots(layer) * decoder.KeyValueWidth));
    }
}
