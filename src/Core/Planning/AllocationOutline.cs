namespace Heed.Planning;

/// <summary>How attention is allocated, in words.</summary>
public static class AllocationOutline
{
    /// <summary>A line for each allocation that is declared.</summary>
    public static IEnumerable<string> Of(ExperimentSpec spec) =>
        (spec.SpatialPooling is { } pooling ? new[] { Of(pooling) } : []).Concat(spec.Reductions.Select(Of));

    private static string Of(ReductionSpec reduction) =>
        $"one in {Text.Number(reduction.Ratio)} positions goes on after the attention of " +
        $"{(reduction.Layers == 1 ? $"layer {Text.Number(reduction.FromLayer)}" : $"each of {Text.Count(reduction.Layers, "layer")}, from layer {Text.Number(reduction.FromLayer)} on")}: " +
        reduction.Strategy switch
        {
            "TopTokens" => "those that receive most attention; the rest skip what follows (PoWER-BERT)",
            "FusedTokens" => "those that receive most attention, and the rest fused into one (EViT)",
            "MergedTokens" => "the likest pairs are merged, half of all at the most (ToMe)",
            "MeanWindows" => "the means of neighbours",
            "MaxWindows" => "the maxima of neighbours",
            var own => $"as {own} reduces",
        };

    private static string Of(SpatialPoolingSpec pooling) =>
        $"the encoder attends to {(pooling.By == WindowPooling.Max ? "maxima" : "means")} of {Text.Count(pooling.Ratio, "neighbour")}" +
        (pooling.FromLayer == 0 ? "" : $", from layer {Text.Number(pooling.FromLayer)} on") + " (spatial pooling)";
}
