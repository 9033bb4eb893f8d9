namespace Heed.Planning;

/// <summary>What declared allocations of attention can have wrong.</summary>
internal static class AllocationChecks
{
    /// <summary>The findings of a spec.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec) => Pooling(spec).Concat(spec.Reductions.SelectMany((one, place) => Reduction(spec, one, place)));

    private static IEnumerable<Finding> Pooling(ExperimentSpec spec)
    {
        if (spec.SpatialPooling is not { } pooling)
            yield break;
        if (spec.Encoder is not { } encoder)
        {
            yield return new(Rules.AllocationIdle, "SpatialPooling", "an [Encoder], whose self-attention it pools", "none");
            yield break;
        }

        if (Late("SpatialPooling", pooling.FromLayer, encoder) is { } late)
            yield return late;
        if (pooling.Ratio > 1 && pooling.Ratio >= Longest(spec, encoder))
            yield return Empties("SpatialPooling.Ratio", "less than", Longest(spec, encoder), pooling.Ratio);
    }

    private static IEnumerable<Finding> Reduction(ExperimentSpec spec, ReductionSpec reduction, int place)
    {
        var name = reduction.Strategy;
        if (spec.Encoder is not { } encoder)
        {
            yield return new(Rules.AllocationIdle, name, "an [Encoder], whose positions it leaves out", "none");
            yield break;
        }

        if (Late(name, reduction.FromLayer, encoder) is { } late)
            yield return late;
        else if (encoder.Layers - reduction.FromLayer is var room && reduction.Layers > room && encoder.Layers > 0)
            yield return new(Rules.AllocationIdle, $"{name}.Layers", $"at most the {Text.Count(room, "layer")} from layer {Text.Number(reduction.FromLayer)} on", Text.Number(reduction.Layers));
        if (reduction.Ratio > 1 && Math.Pow(reduction.Ratio, reduction.Layers) >= Longest(spec, encoder))
            yield return Empties($"{name}.Ratio", reduction.Layers == 1 ? "less than" : $"what {Text.Number(reduction.Layers)} times over is less than", Longest(spec, encoder), reduction.Ratio);
        foreach (var other in spec.Reductions.Take(place))
        {
            if (other.Strategy == name)
                yield return new(Rules.AllocationsMeet, $"Reductions[{place}]", $"{name} once, over as many layers as it takes", "twice");
            else if (Enumerable.Range(0, encoder.Layers).Any(layer => other.Acts(layer) && reduction.Acts(layer)))
                yield return new(Rules.AllocationsMeet, $"Reductions[{place}]", $"layers in which {other.Strategy} reduces nothing", Layers(reduction));
        }

        if (spec.Transformer.Recomputes)
            yield return new(Rules.AllocationRecomputed, $"Reductions[{place}]", "layers whose activations are kept", "GradientCheckpointing.EveryLayer");
    }

    private static string Layers(ReductionSpec reduction) => reduction.Layers == 1
        ? $"layer {Text.Number(reduction.FromLayer)}"
        : $"layers {Text.Number(reduction.FromLayer)} to {Text.Number(reduction.FromLayer + reduction.Layers - 1)}";

    private static Finding? Late(string name, int layer, EncoderSpec encoder) => layer < encoder.Layers || encoder.Layers < 1 ? null :
        new(Rules.AllocationIdle, $"{name}.FromLayer", $"a layer of the encoder, 0 to {encoder.Layers - 1}", Text.Number(layer));

    private static Finding Empties(string path, string less, int longest, double ratio) =>
        new(Rules.AllocationEmpties, path, $"{less} the {Text.Number(longest)} positions of the longest sequence", Text.Number(ratio));

    private static int Longest(ExperimentSpec spec, EncoderSpec encoder) =>
        spec.Tasks.Select(task => task.Positions ?? encoder.MaximumLength).DefaultIfEmpty(encoder.MaximumLength).Min();
}
