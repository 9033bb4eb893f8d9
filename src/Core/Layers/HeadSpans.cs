using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// The learned spans of a model's heads (Sukhbaatar et al. 2019, section 2.2). Each is kept as a share of the longest sequence, as in the authors'
/// implementation: steps of a size that suits other weights then move it by positions.
/// </summary>
public sealed class HeadSpans
{
    private readonly List<(Parameter Shares, int Longest)> layers = [];

    /// <summary>What the objective adds for each position of the spans' means: those of all layers of all stacks, summed; in positions, a scalar.</summary>
    public Tensor Means() => stack(layers.Select(layer => layer.Shares.mean() * Constant.Of(layer.Longest))).sum();

    /// <summary>Brings spans back between 0 and the longest sequence, after a step.</summary>
    public void Clamp()
    {
        using var untracked = no_grad();
        foreach (var (shares, _) in layers)
            shares.clamp_(Constant.Of(0), Constant.Of(1));
    }

    /// <summary>Counts the spans of a layer among them.</summary>
    internal Parameter Add(Parameter shares, int longest)
    {
        layers.Add((shares, longest));
        return shares;
    }
}
