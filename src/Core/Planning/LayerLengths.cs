namespace Heed.Planning;

/// <summary>Positions that a layer of the encoder works on.</summary>
/// <param name="Queries">Those that attend.</param>
/// <param name="Keys">Those that are attended to.</param>
/// <param name="FeedForward">Those that go on through the feed-forward network.</param>
/// <param name="Allocating">Operations that allocating takes.</param>
public sealed record LayerLengths(long Queries, long Keys, long FeedForward, double Allocating)
{
    /// <summary>Those of every layer, for so many positions that are read.</summary>
    public static IReadOnlyList<LayerLengths> Of(ExperimentSpec spec, StackPlan encoder, long source)
    {
        var lengths = new List<LayerLengths>();
        for (var layer = 0; layer < encoder.Layers; layer++)
        {
            var keys = spec.SpatialPooling is { } pooling ? Remaining.Windows(source, pooling.RatioAt(layer)) : source;
            var acting = spec.Reductions.FirstOrDefault(one => one.Acts(layer) && one.Ratio > 1);
            var left = acting?.Left?.Invoke(source, acting.Ratio) ?? source;
            lengths.Add(new(source, keys, left, acting?.Flops?.Invoke(source, encoder.Width) ?? 0));
            source = left;
        }

        return lengths;
    }
}
