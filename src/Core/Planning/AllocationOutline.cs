namespace Heed.Planning;

/// <summary>How attention is allocated, in words.</summary>
public static class AllocationOutline
{
    /// <summary>A line for each allocation that is declared.</summary>
    public static IEnumerable<string> Of(ExperimentSpec spec) =>
    [
        .. spec.SpatialPooling is { } pooling ? new[] { Of(pooling) } : [],
        .. spec.TemporalPooling is { } steps ? new[] { Of(steps) } : [],
        .. spec.Routing is { } routing ? new[] { Of(routing) } : [],
        .. spec.Latents is { } latents ? new[] { Of(latents) } : [],
        .. spec.AdaptiveSpan is { } span ? new[] { Of(span) } : [],
        .. spec.TokenPruning is { } pruning ? new[] { Of(pruning) } : [],
        .. spec.TokenRetention is { } retention ? new[] { Of(retention) } : [],
        .. spec.Reductions.Select(Of),
        .. spec.AllocateMemory is { } memory ? new[] { Of(memory) } : [],
        .. spec.AllocatePast is { } past ? new[] { Of(past) } : [],
        .. spec.CacheEviction is { } eviction ? new[] { Of(eviction) } : [],
    ];

    private static string Of(SpatialPoolingSpec pooling) =>
        $"the encoder attends to {Pooled(pooling)}" + (pooling.FromLayer == 0 ? "" : $", from layer {Text.Number(pooling.FromLayer)} on") + pooling.By switch
        {
            WindowPooling.Convolution => " (spatial reduction, PVT)",
            WindowPooling.Projection => " (Linformer)",
            _ => " (spatial pooling)",
        };

    private static string Pooled(SpatialPoolingSpec pooling) => pooling.By == WindowPooling.Projection
        ? $"one learned mixture of positions for each {Text.Number(pooling.Ratio)}"
        : $"{pooling.By switch { WindowPooling.Max => "maxima", WindowPooling.Convolution => "learned maps", _ => "means" }} of {Window(pooling.Shape, pooling.Ratio, "neighbour")}";

    private static string Of(TemporalPoolingSpec steps) =>
        (steps.By == StepPooling.Joined
            ? $"{Window(steps.Shape, steps.Stride, "neighbouring step")} are joined by a learned map before {Layers(steps.FromLayer, steps.Layers)}, and parted by another at the end"
            : $"the means of {Window(steps.Shape, steps.Stride, "neighbouring step")} ask in {Layers(steps.FromLayer, steps.Layers)}, and go on")
        + (steps.By == StepPooling.Queries ? " (Funnel)" : steps.Shape == WindowShape.Square ? " (patch merging)" : " (pyramidal encoder)");

    private static string Of(RoutingSpec routing) =>
        $"one in {Text.Number(routing.Ratio)} positions, chosen by a learned router, enters layer {Text.Number(routing.FromLayer)}" +
        $"{(routing.Every == 1 ? " and each after it" : $" and each {Text.Number(routing.Every)} layers after it")}; the others pass by (Mixture-of-Depths)";

    private static string Of(LatentsSpec latents) =>
        $"{Text.Count(latents.Count, "learned latent")} ask all positions before layer {Text.Number(latents.FromLayer)} and go on; positions ask them at the end (Perceiver)";

    private static string Of(AdaptiveSpanSpec span) =>
        $"each head of {span.In switch { Trunk.Encoder => "the encoder", Trunk.Decoder => "the decoder", _ => "both stacks" }} learns how far it sees: at first {Text.Count(span.Start, "position")}" +
        $"{span.In switch { Trunk.Encoder => " on either side", Trunk.Decoder => " back", _ => " back, in the encoder on either side" }}, fading over {Text.Number(span.Ramp)} more" +
        (span.FromLayer == 0 ? "" : $", from layer {Text.Number(span.FromLayer)} on") +
        (span.Penalty == 0 ? "" : $"; each position of a layer's mean span adds {Text.Number(span.Penalty)} to the objective") + "; costs are those of the spans that it begins with (adaptive attention span)";

    private static string Of(TokenPruningSpec pruning) =>
        "positions that receive less attention than a layer's threshold skip what follows" + (pruning.FromLayer == 0 ? "" : $", from layer {Text.Number(pruning.FromLayer)} on") +
        $"; thresholds are learned in the first {Text.Number(Math.Round(100 * pruning.Soft, 2))} % of the steps; costs are those of nothing pruned, for only a run can tell how many go on (LTP)";

    private static string Of(TokenRetentionSpec retention) =>
        "of the positions that receive most attention as many go on as a layer's budget; the rest skip what follows" + (retention.FromLayer == 0 ? "" : $", from layer {Text.Number(retention.FromLayer)} on") +
        $"; budgets are learned in the first {Text.Number(Math.Round(100 * retention.Soft, 2))} % of the steps; costs are those of nothing left out, for only a run can tell how many go on (PoWER-BERT, soft-extract)";

    private static string Of(ReductionSpec reduction) =>
        $"one in {Text.Number(reduction.Ratio)} positions goes on after the attention of {Layers(reduction.FromLayer, reduction.Layers)}: " +
        Leaves(reduction.Strategy);

    private static string Of(MemorySpec memory) =>
        $"the decoder attends to one in {Text.Number(memory.Ratio)} of the encoder's states: {Leaves(memory.Strategy)}";

    private static string Of(PastSpec past) =>
        $"each position of the decoder reads its block of {Text.Number(past.Block)} and the one before it as they are, and one in {Text.Number(past.Ratio)} of each earlier block" +
        $"{(past.FromLayer == 0 ? "" : $", from layer {Text.Number(past.FromLayer)} on")}: {Leaves(past.Strategy)}{(BuiltInAllocation.Of(past.Strategy) is null ? "" : " (Compressive Transformer)")}";

    private static string Leaves(string strategy) => strategy switch
    {
        "TopTokens" => "those that receive most attention; the rest skip what follows (PoWER-BERT)",
        "FusedTokens" => "those that receive most attention, and the rest fused into one (EViT)",
        "MergedTokens" => "the likest pairs are merged, half of all at the most (ToMe)",
        "MeanWindows" => "the means of neighbours",
        "MaxWindows" => "the maxima of neighbours",
        "ConvolvedWindows" => "what a learned map makes of neighbours, normalised",
        var own => $"as {own} reduces",
    };

    private static string Window(WindowShape shape, int side, string one) =>
        shape == WindowShape.Line ? Text.Count(side, one) : $"squares of {Text.Number(side)} × {Text.Number(side)} patches";

    private static string Layers(int first, int layers) =>
        layers == 1 ? $"layer {Text.Number(first)}" : $"each of {Text.Count(layers, "layer")}, from layer {Text.Number(first)} on";

    private static string Of(CacheEvictionSpec eviction) =>
        $"while answers are written, each head of the decoder holds {Text.Count(eviction.Budget, "position")}: the newest " +
        (eviction.Recent == 1 ? "one" : Text.Number(eviction.Recent)) + (eviction.Recent < eviction.Budget ? " and those that received most attention" : "") +
        (eviction.FromLayer == 0 ? "" : $", from layer {Text.Number(eviction.FromLayer)} on") + " (H2O)";
}
