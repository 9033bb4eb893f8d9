namespace Heed.Planning;

/// <summary>What an allocation of an encoder can have wrong because of those before it, which leave it fewer positions than were read.</summary>
internal static class LeftChecks
{
    /// <summary>The findings of a spec whose allocations have nothing else wrong; one a number.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec) => !spec.Reduces || spec.Encoder is not { Layers: > 0 and <= 1_000, Width: > 0, Heads: > 0, MaximumLength: > 0 } encoder ? [] :
        (from task in spec.Tasks
         where task.Kind.Reads()
         from layer in LayerLengths.Of(spec, StackPlan.Of(encoder), task, task.Positions ?? encoder.MaximumLength).Select((at, layer) => (At: at, Layer: layer))
         from finding in Of(spec, layer.At, layer.Layer)
         select finding).GroupBy(finding => finding.At).Select(same => same.First());

    private static IEnumerable<Finding> Of(ExperimentSpec spec, LayerLengths at, int layer)
    {
        var there = $"the {Text.Count(at.Positions, "position")} that are there of the longest sequence in layer {Text.Number(layer)}";
        if (spec.Latents is { } latents && latents.Acts(layer) && latents.Count >= at.Positions)
            yield return new(Rules.AllocationEmpties, "Latents.Count", $"less than {there}", Text.Number(latents.Count));
        if (spec.TemporalPooling is { } steps && steps.StrideAt(layer) > 1 && at.Queries <= 1)
            yield return new(Rules.AllocationEmpties, "TemporalPooling.Stride", Less(steps.Shape), Text.Number(steps.Stride));
        if (spec.Routing is { } routing && routing.RatioAt(layer) > 1)
        {
            if (at.Queries <= 1)
                yield return new(Rules.AllocationEmpties, "Routing.Ratio", $"less than {there}", Text.Number(routing.Ratio));
            else if (at.Queries == at.Positions)
                yield return new(Rules.AllocationIdle, "Routing.Ratio", $"one that leads some of {there} around it, or 1", Text.Number(routing.Ratio));
        }

        if (spec.SpatialPooling is { } pooling && pooling.RatioAt(layer) > 1 && at.Keys <= 1)
            yield return new(Rules.AllocationEmpties, "SpatialPooling.Ratio", Less(pooling.Shape), Text.Number(pooling.Ratio));

        // An author's own may leave one on purpose, or all.
        if (spec.Reductions.FirstOrDefault(one => one.Acts(layer) && one.Ratio > 1) is not { } acting || BuiltInAllocation.Of(acting.Strategy) is not { Left: var left })
            yield break;
        if (left(at.Queries, acting.Ratio) <= 1)
            yield return new(Rules.AllocationEmpties, $"{acting.Name}.Ratio", $"less than {there}", Text.Number(acting.Ratio));
        else if (left(at.Queries, acting.Ratio) == at.Queries)
            yield return new(Rules.AllocationIdle, $"{acting.Name}.Ratio", $"one at which fewer are left of {there}, or 1", Text.Number(acting.Ratio));

        // Along both sides of a square a smaller number may leave one already.
        string Less(WindowShape shape) => shape == WindowShape.Square ? $"one that leaves more than one of {there}" : $"less than {there}";
    }
}
