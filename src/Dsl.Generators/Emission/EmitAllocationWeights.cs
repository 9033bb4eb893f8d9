using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The weights that allocating takes, as code: a layer holds them where it allocates, and nothing where it does not.</summary>
internal static class EmitAllocationWeights
{
    /// <summary>Those of a layer's record in the decoder, likewise.</summary>
    public static IEnumerable<(string Type, string Name, string Value)> OfDecoder(ExperimentPlan plan)
    {
        if (plan.Spec.DecoderSpan is not null)
            yield return Span(plan, "decoder", Trunk.Decoder);
        if (plan.Spec.AllocatePast is { Learns: true } past)
            yield return Held(past, "Past", EmitHolder.Name(plan.Sharing, Projection.Key, Trunk.Decoder, "decoder.{layer}.past"), "decoder.Width, allocatePast.RatioAt(layer), allocatePast.Block");
    }

    /// <summary>That of a task's record which stands between encoder and decoder.</summary>
    public static IEnumerable<(string Type, string Name, string Value)> OfMemory(ExperimentPlan plan)
    {
        if (plan.Spec.AllocateMemory is { Learns: true } memory)
            yield return Held(memory, "Memory", EmitHolder.Name(plan.Sharing, Projection.Key, Trunk.Decoder, "memory", "0"), "encoder.Width, allocateMemory.Ratio, encoder.MaximumLength");
    }

    private static (string Type, string Name, string Value) Held(AllocatorSpec allocator, string name, string key, string sizes) =>
        ("HeldWeights", name, $"HeldWeights.Of<{allocator.Type}>(weights, {key}, {sizes})");

    private static (string Type, string Name, string Value) Span(ExperimentPlan plan, string stack, Trunk trunk) => (
        "Parameter?", "Span",
        $"adaptiveSpan.Acts(layer) ? weights.Span({EmitHolder.Name(plan.Sharing, Projection.Key, trunk, $"{stack}.{{layer}}.span")}, {stack}.Heads, adaptiveSpan.Start, {stack}.MaximumLength) : null");

    /// <summary>Those of a layer's record in the encoder: type, property, and what makes it where <c>task</c> and <c>layer</c> are in scope.</summary>
    public static IEnumerable<(string Type, string Name, string Value)> Of(ExperimentPlan plan)
    {
        var spec = plan.Spec;
        if (spec.TemporalPooling is { By: StepPooling.Joined } steps)
        {
            var window = Window(spec, steps.Shape, "temporalPooling", "Stride");
            const string Idle = "temporalPooling.StrideAt(layer) == 1";
            yield return Linear("Join", Idle, "join", $"{window}, encoder.Width");
            yield return Linear("Part", Idle, "part", $"encoder.Width, {window}");
        }

        if (spec.Routing is not null)
            yield return Linear("Router", "routing.RatioAt(layer) == 1", "router", "encoder.Width, 1");
        if (spec.Latents is not null)
            yield return ("LatentWeights?", "Latents", $"latents.Acts(layer) ? LatentWeights.Of(weights, {Key(Projection.Key, "latents")}, latents.Count, encoder.Width) : null");
        if (spec.EncoderSpan is not null)
            yield return Span(plan, "encoder", Trunk.Encoder);
        if (spec.TokenPruning is not null)
            yield return (
                "Parameter?", "Threshold",
                $"plan.Spec.TokenPruning!.Acts(layer) ? weights.Number({Key(Projection.Key, "threshold")}, plan.Spec.TokenPruning!.ThresholdAt(layer, encoder.Layers)) : null");
        if (spec.TokenRetention is not null)
            yield return (
                "Parameter?", "Retention",
                $"tokenRetention.Acts(layer) ? weights.Retention({Key(Projection.Key, "retention")}, encoder.MaximumLength, layer, tokenRetention.Rate) : null");
        foreach (var one in spec.Reductions.Where(one => one.Learns))
            yield return Held(one, EmitReductions.Held(one), Key(Projection.Key, Text.Snake(one.Name)), $"encoder.Width, {EmitReductions.Field(one)}.RatioAt(layer), encoder.MaximumLength");
        const string Dense = "spatialPooling.RatioAt(layer) == 1";
        if (spec.SpatialPooling is { By: WindowPooling.Convolution } convolved)
        {
            yield return Linear("Window", Dense, "window", $"{Window(spec, convolved.Shape, "spatialPooling", "Ratio")}, encoder.Width");
            yield return ("NormWeights?", "WindowNorm", $"{Dense} ? null : weights.Norm({Key(Projection.Norm, "window_norm")}, encoder.Width)");
        }
        else if (spec.SpatialPooling is { By: WindowPooling.Projection })
        {
            yield return (
                "Parameter?", "Window",
                $"{Dense} ? null : weights.Projection({Key(Projection.Key, "window")}, " +
                "(int)Remaining.Windows(encoder.MaximumLength, spatialPooling.Ratio), encoder.MaximumLength, spatialPooling.Ratio)");
        }

        (string, string, string) Linear(string name, string idle, string key, string sizes) =>
            ("LinearWeights?", name, $"{idle} ? null : weights.Linear({Key(Projection.Key, key)}, {sizes})");

        string Key(Projection projection, string part) => EmitHolder.Name(plan.Sharing, projection, Trunk.Encoder, $"encoder.{{layer}}.{part}");
    }

    // Numbers of a window's states after one another.
    private static string Window(ExperimentSpec spec, WindowShape shape, string pooling, string side) =>
        shape == WindowShape.Line || !spec.HasPictures ? $"{pooling}.{side} * encoder.Width"
        : spec.HasText ? $"{pooling}.Neighbours(plan.Spec, task) * encoder.Width"
        : $"{pooling}.{side} * {pooling}.{side} * encoder.Width";
}
