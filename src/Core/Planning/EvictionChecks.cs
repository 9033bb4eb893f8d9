namespace Heed.Planning;

/// <summary>What a declared eviction from the cache can have wrong.</summary>
internal static class EvictionChecks
{
    /// <summary>The findings of a spec.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec)
    {
        if (spec.CacheEviction is not { } eviction)
            yield break;
        if (spec.WritesNothing)
        {
            yield return new(Rules.AllocationIdle, "CacheEviction", "a task with a text to write, or no [CacheEviction]", "tasks that write no text");
            yield break;
        }

        if (spec.Decoder is { } decoder && AllocationChecks.Late("CacheEviction", eviction.FromLayer, "decoder", decoder.Layers) is { } late)
            yield return late;

        if (eviction.Budget >= spec.Decoder?.MaximumLength)
        {
            yield return new(
                Rules.AllocationIdle, "CacheEviction.Budget",
                $"less than the {Text.Number(spec.Decoder.MaximumLength)} positions of the longest answer", Text.Number(eviction.Budget));
        }

        if (eviction.Recent > eviction.Budget)
        {
            yield return new(
                Rules.AllocationEmpties, "CacheEviction.Recent", $"at most the {Text.Number(eviction.Budget)} positions of the Budget", Text.Number(eviction.Recent));
        }
    }
}
