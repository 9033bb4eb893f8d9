using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Weights of an affine map.</summary>
/// <param name="Weight">[out in].</param>
/// <param name="Bias">[out].</param>
public sealed record LinearWeights(Parameter Weight, Parameter Bias);

/// <summary>The affine map of a layer.</summary>
public static class Linear
{
    /// <summary>x·Wᵀ + b: [.. in] → [.. out].</summary>
    public static Tensor Apply(Tensor x, LinearWeights w) => nn.functional.linear(x, w.Weight, w.Bias);

    /// <summary>x·Wᵀ + b in at least float32, where what comes out is what the model says: [.. in] → [.. out].</summary>
    public static Tensor Tell(Tensor x, LinearWeights w) => ComputeType.Wide(Apply(x, w));
}
