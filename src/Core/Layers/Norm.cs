using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Weights of a normalisation.</summary>
/// <param name="Scale">[d], 1 at first.</param>
/// <param name="Shift">[d], 0 at first.</param>
public sealed record NormWeights(Parameter Scale, Parameter Shift);

/// <summary>Normalisations.</summary>
public static class Norm
{
    private const double Epsilon = 1e-5;

    /// <summary>Layer normalisation (Ba et al. 2016): each position to mean 0 and variance 1, scaled and shifted. Keeps [.. d].</summary>
    public static Tensor Layer(Tensor x, NormWeights w) => nn.functional.layer_norm(x, [w.Scale.size(0)], w.Scale, w.Shift, Epsilon);
}
