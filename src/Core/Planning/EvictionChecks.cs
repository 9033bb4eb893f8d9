namespace Heed.Planning;

/// <summary>What a declared eviction from the cache can have wrong.</summary>
internal static class EvictionChecks
{
    /// <summary>The findings of a spec.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec)
    {
        if (spec.CacheEviction is not { } eviction)
            yield break;
        if (spec.Tasks.Count > 0 && !spec.Tasks.Any(task => task.Kind.Writes()))
        {
            yield return new(Rules.AllocationIdle, "CacheEviction", "a task with a text to write, or no [CacheEviction]", "tasks that write no text");
            yield break;
        }

        if (spec.Decoder is { } decoder && eviction.FromLayer >= decoder.Layers && decoder.Layers > 0)
        {
            yield return new(
                Rules.AllocationIdle, "CacheEviction.FromLayer", $"a layer of the decoder, 0 to {decoder.Layers - 1}", Text.Number(eviction.FromLayer));
        }

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
