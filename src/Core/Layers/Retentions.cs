using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// What a model's layers retain of their positions by the attention that these receive, and what that costs (PoWER-BERT: Goyal et al. 2020, section
/// 3.3). Each retention is kept as the rate's part of it: steps of a size that suits other weights then move it the rate times as far.
/// </summary>
public sealed class Retentions
{
    private readonly List<(Parameter Kept, int Layer, double Rate)> layers = [];

    /// <summary>Those of a layer as they count, [n], from 0 to 1, but for rounding.</summary>
    /// <param name="kept">As they are kept, [n].</param>
    /// <param name="rate">What they are multiplied by.</param>
    public static Tensor Of(Tensor kept, double rate) => kept * Constant.Of(rate);

    /// <summary>How many positions they come to: their sum, rounded up, and at least 1.</summary>
    /// <param name="kept">As they are kept, [n].</param>
    /// <param name="rate">What they are multiplied by.</param>
    public static long Budget(Tensor kept, double rate) => Math.Max(1, (long)Math.Ceiling(Of(kept.detach(), rate).clamp(Constant.Of(0), Constant.Of(1)).to(float64).sum().item<double>()));

    /// <summary>What the objective adds the penalty times: Σ j · mass(j), the sum of all layers' retentions, each times its layer's number from 1; a scalar.</summary>
    public Tensor Mass() => stack(layers.Select(layer => layer.Kept.sum() * Constant.Of(layer.Rate * (layer.Layer + 1)))).sum();

    /// <summary>Brings retentions back between 0 and 1, after a step.</summary>
    public void Clamp()
    {
        using var untracked = no_grad();
        foreach (var (kept, _, rate) in layers)
            kept.clamp_(Constant.Of(0), Constant.Of(1 / rate));
    }

    /// <summary>Counts those of a layer, from 0, among them.</summary>
    internal Parameter Add(Parameter kept, int layer, double rate)
    {
        layers.Add((kept, layer, rate));
        return kept;
    }
}
