namespace Heed.Planning;

/// <summary>The weights that allocating takes, in the layers that allocate.</summary>
internal static class AllocationWeights
{
    private static readonly string[] CrossParts =
        [.. from side in (string[])["ask", "tell"] from part in (string[])["query", "key", "value", "output"] select $"{side}.{part}"];

    /// <summary>Those of one layer of the encoder, in the order of the emitted record: what they are shared as, their kind's names, and shapes.</summary>
    public static IEnumerable<(Projection Projection, string Name, EquatableArray<int> Shape)> Of(ExperimentSpec spec, StackPlan encoder, TaskSpec task, int layer)
    {
        var d = encoder.Width;
        if (spec.TemporalPooling is { By: StepPooling.Joined } steps && steps.StrideAt(layer) > 1)
        {
            var window = steps.Neighbours(task) * d;
            foreach (var weight in Linear("join", d, window).Concat(Linear("part", window, d)))
                yield return weight;
        }

        if (spec.Routing is { } routing && routing.RatioAt(layer) > 1)
        {
            foreach (var weight in Linear("router", 1, d))
                yield return weight;
        }

        if (spec.Latents is { } latents && latents.Acts(layer))
        {
            yield return (Projection.Key, "latents.weight", new(latents.Count, d));
            foreach (var weight in CrossParts.SelectMany(part => Linear($"latents.{part}", d, d)))
                yield return weight;
        }

        if (spec.EncoderSpan?.Acts(layer) == true)
            yield return (Projection.Key, "span.weight", new(encoder.Heads));
        if (spec.TokenPruning?.Acts(layer) == true)
            yield return (Projection.Key, "threshold.weight", new(1));
        if (spec.TokenRetention?.Acts(layer) == true)
            yield return (Projection.Key, "retention.weight", new(encoder.MaximumLength));
        foreach (var reduction in spec.Reductions.Where(one => one.RatioAt(layer) > 1))
        {
            foreach (var weight in Held(reduction, Text.Snake(reduction.Name), d, encoder.MaximumLength))
                yield return weight;
        }

        if (spec.SpatialPooling is not { } pooling || pooling.RatioAt(layer) == 1)
            yield break;
        if (pooling.By == WindowPooling.Convolution)
        {
            foreach (var weight in Linear("window", d, pooling.Neighbours(task) * d))
                yield return weight;
            yield return (Projection.Norm, "window_norm.scale", new(d));
            yield return (Projection.Norm, "window_norm.shift", new(d));
        }
        else if (pooling.By == WindowPooling.Projection)
        {
            yield return (Projection.Key, "window.weight", new((int)Remaining.Windows(encoder.MaximumLength, pooling.Ratio), encoder.MaximumLength));
        }
    }

    /// <summary>Those of one layer of the decoder.</summary>
    public static IEnumerable<(Projection Projection, string Name, EquatableArray<int> Shape)> OfDecoder(ExperimentSpec spec, StackPlan decoder, int layer)
    {
        if (spec.DecoderSpan?.Acts(layer) == true)
            yield return (Projection.Key, "span.weight", new(decoder.Heads));
        if (spec.AllocatePast is { } past && past.RatioAt(layer) > 1)
        {
            foreach (var weight in Held(past, "past", decoder.Width, past.Block))
                yield return weight;
        }
    }

    /// <summary>Those of what stands between encoder and decoder.</summary>
    public static IEnumerable<(Projection Projection, string Name, EquatableArray<int> Shape)> OfMemory(ExperimentSpec spec, StackPlan encoder) =>
        spec.AllocateMemory is { Ratio: > 1 } memory ? Held(memory, "memory", encoder.Width, encoder.MaximumLength) : [];

    // Those that an allocation says itself that it holds: all are shared as keys are, for they say how positions are weighed.
    private static IEnumerable<(Projection, string, EquatableArray<int>)> Held(AllocatorSpec allocator, string name, int width, int longest) =>
        from weight in allocator.Weights?.Invoke(width, allocator.Ratio, longest) ?? []
        from tensor in weight.Tensors
        select (Projection.Key, $"{name}.{tensor.Name}", tensor.Shape);

    private static (Projection, string, EquatableArray<int>)[] Linear(string name, int outputs, int inputs) =>
        [.. from tensor in new LearnedWeight.Linear(name, inputs, outputs).Tensors select (Projection.Key, tensor.Name, tensor.Shape)];
}
