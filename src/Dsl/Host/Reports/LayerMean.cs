namespace Heed.Host;

/// <summary>How much a layer of an encoder works on, on average.</summary>
/// <param name="Task">The task.</param>
/// <param name="Layer">The layer, as <see cref="LayerWork"/> counts.</param>
/// <param name="Worked">States that its attention works on.</param>
/// <param name="Positions">Positions that went in.</param>
/// <param name="Examples">Test examples that it is the mean of.</param>
public sealed record LayerMean(string Task, int Layer, double Worked, double Positions, int Examples)
{
    /// <summary>The means over examples, layer by layer.</summary>
    /// <param name="task">The task.</param>
    /// <param name="examples">What each layer worked on, of each example.</param>
    public static IEnumerable<LayerMean> Of(string task, IEnumerable<IReadOnlyList<LayerWork>> examples) => examples
        .SelectMany(layers => layers).GroupBy(layer => layer.Layer)
        .Select(layer => new LayerMean(task, layer.Key, layer.Average(one => one.Worked), layer.Average(one => one.Positions), layer.Count()));
}
