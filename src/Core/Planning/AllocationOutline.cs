namespace Heed.Planning;

/// <summary>How attention is allocated, in words.</summary>
public static class AllocationOutline
{
    /// <summary>What spatial pooling does.</summary>
    public static string Of(SpatialPoolingSpec pooling) =>
        $"the encoder attends to {(pooling.By == WindowPooling.Max ? "maxima" : "means")} of {Text.Count(pooling.Ratio, "neighbour")}" +
        (pooling.FromLayer == 0 ? "" : $", from layer {Text.Number(pooling.FromLayer)} on") + " (spatial pooling)";

    /// <summary>What eviction from the cache does.</summary>
    public static string Of(CacheEvictionSpec eviction) =>
        $"while answers are written, each head of the decoder holds {Text.Count(eviction.Budget, "position")}: the newest " +
        (eviction.Recent == 1 ? "one" : Text.Number(eviction.Recent)) + (eviction.Recent < eviction.Budget ? " and those that received most attention" : "") +
        (eviction.FromLayer == 0 ? "" : $", from layer {Text.Number(eviction.FromLayer)} on") + " (H2O)";
}
