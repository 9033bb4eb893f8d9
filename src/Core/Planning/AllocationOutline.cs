namespace Heed.Planning;

/// <summary>How attention is allocated, in words.</summary>
public static class AllocationOutline
{
    /// <summary>What spatial pooling does.</summary>
    public static string Of(SpatialPoolingSpec pooling) =>
        $"the encoder attends to {(pooling.By == WindowPooling.Max ? "maxima" : "means")} of {Text.Count(pooling.Ratio, "neighbour")}" +
        (pooling.FromLayer == 0 ? "" : $", from layer {Text.Number(pooling.FromLayer)} on") + " (spatial pooling)";
}
