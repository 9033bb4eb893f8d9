namespace Heed.Planning;

/// <summary>What declared allocations of an encoder's attention can have wrong.</summary>
internal static class AllocationChecks
{
    /// <summary>The findings of a spec.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec) => Each(spec) is { Count: > 0 } found ? found : LeftChecks.Of(spec);

    // What each can have wrong by itself, or beside another.
    private static List<Finding> Each(ExperimentSpec spec) =>
    [
        .. spec.SpatialPooling is { } pooling ? Of(spec, "SpatialPooling", "an [Encoder], whose self-attention it pools", encoder => Pooling(spec, pooling, encoder)) : [],
        .. spec.TemporalPooling is { } steps ? Of(spec, "TemporalPooling", "an [Encoder], whose steps it pools", encoder => Steps(spec, steps, encoder)) : [],
        .. spec.Routing is { } routing ? Of(spec, "Routing", "an [Encoder], whose layers it routes around", encoder => Routing(spec, routing, encoder)) : [],
        .. spec.Latents is { } latents ? Of(spec, "Latents", "an [Encoder], whose positions they ask", encoder => Latents(spec, latents, encoder)) : [],
        .. spec.EncoderSpan is { } span ? Of(spec, "AdaptiveSpan", "an [Encoder], whose heads learn how far they see", encoder => Spans(spec, span, encoder), "In = Trunk.Decoder") : [],
        .. spec.DecoderSpan is { } back ? Spans(spec, back) : [],
        .. spec.LearnedReductions.SelectMany(learned => Of(spec, learned.Name, "an [Encoder], whose positions it leaves out", encoder => Learned(spec, learned, encoder))),
        .. spec.Reductions.SelectMany((one, place) => Of(spec, one.Name, "an [Encoder], whose positions it leaves out", encoder => Reduction(spec, one, place, encoder))),
        .. spec.AllocateMemory is { } memory ? Memory(spec, memory) : [],
        .. spec.AllocatePast is { } past ? Past(spec, past) : [],
    ];

    private static IEnumerable<Finding> Of(
        ExperimentSpec spec, string name, string expected, Func<EncoderSpec, IEnumerable<Finding>> findings,
        string ofDecoder = "[AllocatePast<T>], which allocates a decoder's past") => spec.Encoder is { } encoder
            ? findings(encoder)
            : [new(Rules.AllocationIdle, name, expected + (spec.Decoder is null ? "" : $", or {ofDecoder}"), "none")];

    private static IEnumerable<Finding> Pooling(ExperimentSpec spec, SpatialPoolingSpec pooling, EncoderSpec encoder)
    {
        if (Late("SpatialPooling", pooling.FromLayer, encoder) is { } late)
            yield return late;
        foreach (var finding in Windows(spec, "SpatialPooling", "Ratio", pooling.Shape, pooling.Ratio, 1, encoder))
            yield return finding;
        if (pooling is { Shape: WindowShape.Square, By: WindowPooling.Projection })
            yield return new(Rules.AllocationIdle, "SpatialPooling.Shape", "WindowShape.Line, since a projection mixes all positions", "WindowShape.Square");
        else if (pooling.Shape == WindowShape.Square && Scatters(spec, encoder.Layers - 1) is { } before)
            yield return Scattered("SpatialPooling.Shape", before);
        else if (pooling.Shape == WindowShape.Square && spec.TemporalPooling is { Shape: WindowShape.Line, Stride: > 1 })
            yield return new(Rules.AllocationsMeet, "SpatialPooling.Shape", "WindowShape.Line, since TemporalPooling joins steps along a line", "WindowShape.Square");
        foreach (var finding in Mixed(spec, encoder, "SpatialPooling.Shape", pooling.Shape, layer => pooling.By == WindowPooling.Convolution && pooling.RatioAt(layer) > 1))
            yield return finding;
    }

    private static IEnumerable<Finding> Steps(ExperimentSpec spec, TemporalPoolingSpec steps, EncoderSpec encoder)
    {
        if (Late("TemporalPooling", steps.FromLayer, encoder) is { } late)
            yield return late;
        else if (Long("TemporalPooling", steps.FromLayer, steps.Layers, encoder) is { } @long)
            yield return @long;
        foreach (var finding in Windows(spec, "TemporalPooling", "Stride", steps.Shape, steps.Stride, steps.Layers, encoder))
            yield return finding;
        if (steps.Shape == WindowShape.Square && Scatters(spec, steps.FromLayer + steps.Layers - 1) is { } before)
            yield return Scattered("TemporalPooling.Shape", before);
        foreach (var finding in Mixed(spec, encoder, "TemporalPooling.Shape", steps.Shape, layer => steps.By == StepPooling.Joined && steps.StrideAt(layer) > 1))
            yield return finding;
        if (spec.Transformer.Recomputes)
            yield return Recomputed("TemporalPooling");
    }

    private static IEnumerable<Finding> Routing(ExperimentSpec spec, RoutingSpec routing, EncoderSpec encoder)
    {
        if (Late("Routing", routing.FromLayer, encoder) is { } late)
            yield return late;
        if (routing.Ratio > 1 && routing.Ratio >= Longest(spec, encoder))
            yield return Empties("Routing.Ratio", "less than", Longest(spec, encoder), routing.Ratio);
        if (spec.TemporalPooling is { By: StepPooling.Queries })
            yield return new(Rules.AllocationsMeet, "Routing", "no TemporalPooling of queries, whose keys are of every position", "both");
        else if (spec.TemporalPooling is { } steps && Meet(encoder, routing.Acts, steps.Acts))
            yield return new(Rules.AllocationsMeet, "Routing", "layers in which TemporalPooling pools nothing", "a layer of both");
        if (spec.SpatialPooling is { Shape: WindowShape.Square } pooling && Meet(encoder, routing.Acts, layer => layer >= pooling.FromLayer))
            yield return new(Rules.AllocationsMeet, "Routing", "layers in which all patches stay where they are, since SpatialPooling pools squares", "a layer of both");
    }

    private static IEnumerable<Finding> Latents(ExperimentSpec spec, LatentsSpec latents, EncoderSpec encoder)
    {
        if (Late("Latents", latents.FromLayer, encoder) is { } late)
            yield return late;
        if (latents.Count >= Longest(spec, encoder))
            yield return Empties("Latents.Count", "less than", Longest(spec, encoder), latents.Count);
        if (spec.SpatialPooling is { Shape: WindowShape.Square, Ratio: > 1 })
            yield return new(Rules.AllocationsMeet, "Latents", "no SpatialPooling of squares, which latents do not stand in", "both");
        if (spec.TemporalPooling is { Shape: WindowShape.Square } squares && Meet(encoder, layer => layer >= latents.FromLayer, squares.Acts))
            yield return new(Rules.AllocationsMeet, "Latents", "layers after those in which TemporalPooling pools squares", $"layer {Text.Number(latents.FromLayer)}");
        else if (spec.TemporalPooling is { } steps && Meet(encoder, latents.Acts, steps.Acts))
            yield return new(Rules.AllocationsMeet, "Latents", "a layer in which TemporalPooling pools nothing", "a layer of both");
        if (latents.FromLayer == 0 && spec.Transformer.Positions is not (Positions.Learned or Positions.Sinusoidal))
            yield return new(Rules.AllocationUnplaced, "Latents", "positions that are added to the embedding, or a later layer", $"Positions.{spec.Transformer.Positions} before the first");
        if (spec.Transformer.Recomputes)
            yield return Recomputed("Latents");
    }

    private static IEnumerable<Finding> Spans(ExperimentSpec spec, AdaptiveSpanSpec span, EncoderSpec encoder)
    {
        var findings = Spans(span, "encoder", encoder.Layers, encoder.MaximumLength, Most(spec, encoder));
        return !spec.Reduces ? findings : findings.Append(new(
            Rules.AllocationsMeet, "AdaptiveSpan", "no other allocation of the encoder, since spans are distances in a whole sequence", "another as well"));
    }

    private static IEnumerable<Finding> Spans(ExperimentSpec spec, AdaptiveSpanSpec span)
    {
        if (spec.Decoder is not { } decoder || spec.WritesNothing)
            return [new(Rules.AllocationIdle, "AdaptiveSpan.In", "a [Decoder] of a task that writes, whose heads learn how far they see", "none")];
        var findings = Spans(span, "decoder", decoder.Layers, decoder.MaximumLength, decoder.MaximumLength);
        return spec.CacheEviction is null ? findings : findings.Append(new(
            Rules.AllocationsMeet, "AdaptiveSpan.In", "no [CacheEviction], since spans are distances in a whole sequence", "one as well"));
    }

    private static IEnumerable<Finding> Spans(AdaptiveSpanSpec span, string stack, int layers, int longest, int most)
    {
        if (Late("AdaptiveSpan", span.FromLayer, stack, layers) is { } late)
            yield return late;
        if (span.Start > longest)
            yield return new(Rules.OutOfRange, "AdaptiveSpan.Start", $"at most the {Text.Number(longest)} positions of the {stack}'s longest sequence", Text.Number(span.Start));
        if (span.Ramp >= most)
            yield return new(Rules.AllocationIdle, "AdaptiveSpan.Ramp", $"less than the {Text.Number(most)} positions of the {stack}'s longest sequence, over which a head of the shortest span still sees", Text.Number(span.Ramp));
    }

    private static IEnumerable<Finding> Learned(ExperimentSpec spec, LearnedReductionSpec learned, EncoderSpec encoder)
    {
        var name = learned.Name;
        if (Late(name, learned.FromLayer, encoder) is { } late)
            yield return late;
        if (learned is TokenRetentionSpec { Soft: >= 0 } && !learned.IsSoft(1, spec.Steps))
            yield return new(Rules.AllocationIdle, $"{name}.Soft", "a share in which at least one step is soft, since budgets begin at all positions", Text.Number(learned.Soft));
        if (learned is TokenPruningSpec { Threshold: 0 } && !learned.IsSoft(1, spec.Steps))
            yield return new(Rules.AllocationIdle, "TokenPruning.Soft", "a share in which at least one step is soft, or a Threshold above 0, since no importance is below it", Text.Number(learned.Soft));
        if (learned is TokenPruningSpec pruning && pruning.Threshold >= encoder.MaximumLength)
            yield return Empties("TokenPruning.Threshold", "less than", encoder.MaximumLength, pruning.Threshold);
        if (spec.LearnedReductions.TakeWhile(other => other != learned).FirstOrDefault() is { } before)
            yield return new(Rules.AllocationsMeet, name, $"no {before.Name}, which leaves positions out of the same layers", "both");

        // Steps that are joined in its first layer are so before its attention.
        if (spec.TemporalPooling is { } steps && Meet(encoder, steps.Acts, layer => layer > learned.FromLayer || (layer == learned.FromLayer && steps.By == StepPooling.Queries)))
            yield return new(Rules.AllocationsMeet, name, "layers in which TemporalPooling pools nothing", "a layer of both");
        if (spec.Routing is { } routing && Meet(encoder, routing.Acts, learned.Acts))
            yield return new(Rules.AllocationsMeet, name, "layers around which Routing leads nothing", "a layer of both");
        if (spec.Reductions.FirstOrDefault(one => Meet(encoder, one.Acts, learned.Acts)) is { } other)
            yield return new(Rules.AllocationsMeet, name, $"layers in which {other.Name} reduces nothing", "a layer of both");
        if (spec.Transformer.Recomputes)
            yield return Recomputed(name);
    }

    private static IEnumerable<Finding> Reduction(ExperimentSpec spec, ReductionSpec reduction, int place, EncoderSpec encoder)
    {
        var (name, at) = (reduction.Name, $"Reductions[{place}]");
        if (Late(name, reduction.FromLayer, encoder) is { } late)
            yield return late;
        else if (Long(name, reduction.FromLayer, reduction.Layers, encoder) is { } @long)
            yield return @long;
        if (Remaining.Expected(reduction.Strategy, reduction.Ratio) is { } expected)
            yield return new(Rules.OutOfRange, $"{name}.Ratio", expected, Text.Number(reduction.Ratio));
        else if (reduction.Ratio > 1 && Left(reduction, Longest(spec, encoder)) <= 1)
            yield return Empties($"{name}.Ratio", Less(reduction.Layers), Longest(spec, encoder), reduction.Ratio);
        if (reduction.ReadsGrid && spec.Tasks.Count > 0 && !spec.HasPictures)
            yield return new(Rules.AllocationIdle, at, $"a task that reads pictures, whose rows and columns {reduction.Strategy} reads", "texts alone");
        else if (reduction.ReadsGrid && spec.Latents is { } latents && Meet(encoder, reduction.Acts, layer => layer >= latents.FromLayer))
            yield return new(Rules.AllocationsMeet, at, "layers before Latents, which stand in no rows and columns", Layers(reduction));
        if (spec.Reductions.Take(place).FirstOrDefault(one => Meet(encoder, one.Acts, reduction.Acts)) is { } other)
            yield return new(Rules.AllocationsMeet, at, $"layers in which {other.Name} reduces nothing", Layers(reduction));

        if (spec.TemporalPooling is { By: StepPooling.Queries } steps && Meet(encoder, steps.Acts, reduction.Acts))
            yield return new(Rules.AllocationsMeet, at, "layers in which TemporalPooling pools no queries", Layers(reduction));
        if (spec.Routing is { } routing && Meet(encoder, routing.Acts, reduction.Acts))
            yield return new(Rules.AllocationsMeet, at, "layers around which Routing leads nothing", Layers(reduction));
        if (spec.Transformer.Recomputes)
            yield return Recomputed(at);
    }

    private static IEnumerable<Finding> Memory(ExperimentSpec spec, MemorySpec memory)
    {
        if (spec.Tasks.Count > 0 && !spec.Tasks.Any(task => task.Kind == TaskKind.SequenceToSequence))
            yield return new(Rules.AllocationIdle, "AllocateMemory", "a task that writes of what it reads", "tasks whose decoder attends to no encoder");
        else if (Remaining.Expected(memory.Strategy, memory.Ratio) is { } expected)
            yield return new(Rules.OutOfRange, "AllocateMemory.Ratio", expected, Text.Number(memory.Ratio));
        else if (spec.Encoder is { } encoder && memory.Ratio > 1 && memory.Ratio >= encoder.MaximumLength)
            yield return Empties("AllocateMemory.Ratio", "less than", encoder.MaximumLength, memory.Ratio);
        else if (spec.Encoder is { MaximumLength: > 0 and var longest } && memory.Ratio > 1 && BuiltInAllocation.Of(memory.Strategy) is { Left: var left } && left(longest, memory.Ratio) == longest)
            yield return new(Rules.AllocationIdle, "AllocateMemory.Ratio", $"one at which fewer are left of the {Text.Number(longest)} positions of the longest sequence, or 1", Text.Number(memory.Ratio));
    }

    private static IEnumerable<Finding> Past(ExperimentSpec spec, PastSpec past)
    {
        if (spec.Decoder is not { } decoder || spec.WritesNothing)
        {
            yield return new(Rules.AllocationIdle, "AllocatePast", "a [Decoder] of a task that writes, whose past it allocates", "none");
            yield break;
        }

        if (Late("AllocatePast", past.FromLayer, "decoder", decoder.Layers) is { } late)
            yield return late;
        if (2L * past.Block >= decoder.MaximumLength)
        {
            yield return new(
                Rules.AllocationIdle, "AllocatePast.Block", $"less than half of the {Text.Number(decoder.MaximumLength)} positions of the longest text", Text.Number(past.Block));
        }

        if (Remaining.Expected(past.Strategy, past.Ratio) is { } expected)
            yield return new(Rules.OutOfRange, "AllocatePast.Ratio", expected, Text.Number(past.Ratio));
        else if (past.Ratio > past.Block && past.Block > 0)
            yield return new(Rules.AllocationEmpties, "AllocatePast.Ratio", $"at most the {Text.Count(past.Block, "position")} of a Block", Text.Number(past.Ratio));
        else if (past.Ratio > 1 && past.Block > 0 && past.LeftOfBlock >= past.Block && past.Left is not null)
            yield return new(Rules.AllocationIdle, "AllocatePast.Ratio", $"one at which fewer are left of the {Text.Count(past.Block, "position")} of a Block, or 1", Text.Number(past.Ratio));
        if (spec.CacheEviction is not null)
            yield return new(Rules.AllocationsMeet, "AllocatePast", "no [CacheEviction], which leaves no blocks whole", "both");
        if (spec.DecoderSpan is not null)
            yield return new(Rules.AllocationsMeet, "AllocatePast", "no [AdaptiveSpan] of the decoder, since spans are distances in a whole sequence", "both");
    }

    // What all its layers leave of the longest sequence; of an author's own, which may leave one on purpose, a share as it was declared.
    private static double Left(ReductionSpec reduction, long longest) => BuiltInAllocation.Of(reduction.Strategy) is { Left: var left }
        ? Enumerable.Range(0, Math.Max(0, Math.Min(reduction.Layers, 64))).Aggregate(longest, (length, _) => left(length, reduction.Ratio))
        : longest / Math.Pow(reduction.Ratio, reduction.Layers);

    // A ratio that leaves one window, and squares where no picture is read.
    private static IEnumerable<Finding> Windows(ExperimentSpec spec, string name, string number, WindowShape shape, int side, int times, EncoderSpec encoder)
    {
        var longest = shape == WindowShape.Line || !spec.HasPictures ? Longest(spec, encoder) : Sides(spec).Append(int.MaxValue).Min();
        if (side > 1 && Math.Pow(side, times) >= longest)
        {
            yield return new(
                Rules.AllocationEmpties, $"{name}.{number}",
                $"{Less(times)} the {Text.Number(longest)} {(shape == WindowShape.Line || !spec.HasPictures ? "positions of the longest sequence" : "patches along the longest side")}",
                Text.Number(side));
        }

        if (shape == WindowShape.Square && spec.Tasks.Count > 0 && !spec.HasPictures)
            yield return new(Rules.AllocationIdle, $"{name}.Shape", "WindowShape.Line, or a task that reads pictures", "WindowShape.Square, and texts alone");
    }

    // What is learned of a window has one size.
    private static IEnumerable<Finding> Mixed(ExperimentSpec spec, EncoderSpec encoder, string path, WindowShape shape, Func<int, bool> learns)
    {
        var sharing = new SharingPlan(spec.Tasks.Select(task => task.Name).ToEquatableArray(), spec.Shares);
        bool Together(int layer) => spec.Tasks.Any(task => task.Image is not null
            && spec.Tasks.Any(other => other.Image is null && sharing.Holders(Projection.Key, Trunk.Encoder, layer, task.Name).Contains(other.Name)));
        if (shape == WindowShape.Square && Meet(encoder, learns, Together))
        {
            yield return new(Rules.AllocationsMeet, path, "keys that tasks of pictures do not share with tasks of texts, whose windows are no squares", "one map for both");
        }
    }

    // What leaves some positions out before a layer.
    private static (string Name, int FromLayer)? Scatters(ExperimentSpec spec, int layer) => spec.Reductions.Select(one => (one.Name, one.FromLayer))
        .Concat(spec.LearnedReductions.Select(one => (one.Name, one.FromLayer)))
        .Select(one => ((string, int FromLayer)?)one).FirstOrDefault(one => one!.Value.FromLayer < layer);

    private static Finding Scattered(string path, (string Name, int FromLayer) before) => new(
        Rules.AllocationsMeet, path, $"WindowShape.Line, since {before.Name} leaves no squares from layer {Text.Number(before.FromLayer)} on", "WindowShape.Square");

    private static Finding Recomputed(string at) =>
        new(Rules.AllocationRecomputed, at, "layers whose activations are kept", "GradientCheckpointing.EveryLayer");

    private static bool Meet(EncoderSpec encoder, Func<int, bool> one, Func<int, bool> other) =>
        Enumerable.Range(0, Math.Max(0, encoder.Layers)).Any(layer => one(layer) && other(layer));

    private static string Layers(ReductionSpec reduction) => reduction.Layers == 1
        ? $"layer {Text.Number(reduction.FromLayer)}"
        : $"layers {Text.Number(reduction.FromLayer)} to {Text.Number(reduction.FromLayer + reduction.Layers - 1)}";

    private static Finding? Late(string name, int layer, EncoderSpec encoder) => Late(name, layer, "encoder", encoder.Layers);

    /// <summary>The finding of a first layer that comes after the last of a stack, or null.</summary>
    internal static Finding? Late(string name, int layer, string stack, int layers) => layer < layers || layers < 1 ? null :
        new(Rules.AllocationIdle, $"{name}.FromLayer", $"a layer of the {stack}, 0 to {layers - 1}", Text.Number(layer));

    private static Finding? Long(string name, int layer, int layers, EncoderSpec encoder) => layers <= encoder.Layers - layer || encoder.Layers < 1 ? null :
        new(Rules.AllocationIdle, $"{name}.Layers", $"at most the {Text.Count(encoder.Layers - layer, "layer")} from layer {Text.Number(layer)} on", Text.Number(layers));

    private static string Less(int times) => times == 1 ? "less than" : $"what {Text.Number(times)} times over is less than";

    private static Finding Empties(string path, string less, int longest, double ratio) =>
        new(Rules.AllocationEmpties, path, $"{less} the {Text.Number(longest)} positions of the longest sequence", Text.Number(ratio));

    private static int Longest(ExperimentSpec spec, EncoderSpec encoder) =>
        spec.Tasks.Select(task => task.Positions ?? encoder.MaximumLength).DefaultIfEmpty(encoder.MaximumLength).Min();

    // Those of the task that reads most.
    private static int Most(ExperimentSpec spec, EncoderSpec encoder) =>
        spec.Tasks.Where(task => task.Kind.Reads()).Select(task => task.Positions ?? encoder.MaximumLength).DefaultIfEmpty(encoder.MaximumLength).Max();

    private static IEnumerable<int> Sides(ExperimentSpec spec) =>
        from task in spec.Tasks where task.Image is { Patch: > 0 } select Math.Max(task.Image!.Height, task.Image.Width) / task.Image.Patch;
}
