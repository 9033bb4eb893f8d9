namespace Heed.Planning;

/// <summary>What declared allocations of attention can have wrong.</summary>
internal static class AllocationChecks
{
    /// <summary>The findings of a spec.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec)
    {
        if (spec.SpatialPooling is not { } pooling)
            yield break;
        if (spec.Encoder is not { } encoder)
        {
            yield return new(Rules.AllocationIdle, "SpatialPooling", "an [Encoder], whose self-attention it pools", "none");
            yield break;
        }

        if (pooling.FromLayer >= encoder.Layers && encoder.Layers > 0)
            yield return new(Rules.AllocationIdle, "SpatialPooling.FromLayer", $"a layer of the encoder, 0 to {encoder.Layers - 1}", Text.Number(pooling.FromLayer));
        var longest = spec.Tasks.Select(task => task.Positions ?? encoder.MaximumLength).DefaultIfEmpty(encoder.MaximumLength).Min();
        if (pooling.Ratio >= longest && pooling.Ratio > 1)
        {
            yield return new(
                Rules.AllocationEmpties, "SpatialPooling.Ratio", $"less than the {Text.Number(longest)} positions of the longest sequence", Text.Number(pooling.Ratio));
        }
    }
}
