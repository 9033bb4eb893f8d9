using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Weights of a layer normalisation.</summary>
/// <param name="Scale">[d], 1 at first.</param>
/// <param name="Shift">[d], 0 at first.</param>
public sealed record NormWeights(Parameter Scale, Parameter Shift);

/// <summary>Weights of a root mean square normalisation.</summary>
/// <param name="Scale">[d], 1 at first.</param>
public sealed record RmsNormWeights(Parameter Scale);

/// <summary>Normalisations.</summary>
public static class Norm
{
    private const double Epsilon = 1e-5;

    /// <summary>Layer normalisation (Ba et al. 2016): each position to mean 0 and variance 1, scaled and shifted. Keeps [.. d].</summary>
    public static Tensor Layer(Tensor x, NormWeights w) => nn.functional.layer_norm(x, [w.Scale.size(0)], w.Scale, w.Shift, Epsilon);

    /// <summary>
    /// Root mean square normalisation (Zhang and Sennrich 2019, equation 4): each position to mean square 1, scaled. Keeps [.. d].
    /// </summary>
    public static Tensor Rms(Tensor x, RmsNormWeights w) =>
        x * (x * x).mean([-1], keepdim: true).add(Constant.Of(Epsilon), Constant.Of(1)).rsqrt() * w.Scale;
}
