using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>A model's matrices in 8 bits, for the steps that write. Each is rounded when it is first read, and again once weights have changed.</summary>
/// <param name="trained">The weight that a matrix is a copy of, or itself: that is what is rounded.</param>
public sealed class Int8Weights(Func<Parameter, Parameter> trained) : IDisposable
{
    private readonly Dictionary<Parameter, Int8Matrix> matrices = new(ReferenceEqualityComparer.Instance);

    /// <summary>x·Wᵀ + b with W in 8 bits: [.. in] → [.. out]. No gradients are kept.</summary>
    public Tensor Apply(Tensor x, LinearWeights w) => Rounded(w.Weight).Apply(x).Plus(w.Bias);

    /// <summary>How well each token's row, in 8 bits, fits: [.. d] → [.. v], rounded to bfloat16, in at least float32.</summary>
    public Tensor Logits(Tensor x, Parameter table) => ComputeType.Wide(Rounded(table).Apply(x));

    /// <summary>Lets go of what was rounded: weights have changed.</summary>
    public void Forget()
    {
        Dispose();
        matrices.Clear();
    }

    /// <summary>Frees what was rounded.</summary>
    public void Dispose()
    {
        foreach (var matrix in matrices.Values)
            matrix.Dispose();
    }

    private Int8Matrix Rounded(Parameter weight)
    {
        if (!matrices.TryGetValue(weight, out var matrix))
            matrices[weight] = matrix = Int8Matrix.Round(trained(weight));
        return matrix;
    }
}
