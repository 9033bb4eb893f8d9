namespace Heed.Host;

/// <summary>How far the positions that a layer of an encoder keeps are those whose gradients are greatest, on average.</summary>
/// <param name="Task">The task.</param>
/// <param name="Layer">The layer, as <see cref="LayerWork"/> counts.</param>
/// <param name="Share">The part of those kept that gradients would have kept as well.</param>
/// <param name="Chance">The part that a choice by chance shares.</param>
/// <param name="Examples">Test examples that both are the mean of: those of which the layer kept some positions and not others.</param>
public sealed record AgreementMean(string Task, int Layer, double Share, double Chance, int Examples)
{
    /// <summary>The means over examples, layer by layer.</summary>
    /// <param name="task">The task.</param>
    /// <param name="examples">That of each layer that kept some positions and not others, of each example.</param>
    public static IEnumerable<AgreementMean> Of(string task, IEnumerable<IEnumerable<Agreement>> examples) => examples
        .SelectMany(layers => layers).GroupBy(one => one.Layer).OrderBy(layer => layer.Key == 0).ThenBy(layer => layer.Key)
        .Select(layer => new AgreementMean(task, layer.Key, layer.Average(one => one.Share), layer.Average(one => one.Chance), layer.Count()));
}
