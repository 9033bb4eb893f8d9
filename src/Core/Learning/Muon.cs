using Heed.Layers;
using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// Muon (Jordan et al. 2024): each hidden matrix moves by the orthogonal matrix nearest to its Nesterov momentum, so that all
/// directions count alike; what is no hidden matrix is AdamW's.
/// </summary>
public sealed class Muon : Optimizer
{
    // The quintic's coefficients, chosen by the authors to grow small singular values fast; they end near 1, not at it.
    private const double A = 3.4445, B = -4.7750, C = 2.0315;

    private readonly MuonSpec settings;
    private readonly AdamWSpec others;

    /// <summary>An optimizer with all moments at zero.</summary>
    /// <param name="parameters">What it trains, by name; updated in place.</param>
    /// <param name="settings">Its constants.</param>
    public Muon(IEnumerable<(string Name, Parameter Value)> parameters, MuonSpec settings)
        : base(parameters.Select(own => Remember(own.Name, own.Value)))
    {
        this.settings = settings;
        others = new() { Beta1 = settings.Beta1, Beta2 = settings.Beta2, Epsilon = settings.Epsilon, WeightDecay = settings.WeightDecay };
    }

    private static Slot Remember(string name, Parameter parameter) => MuonSpec.Orthogonalizes(name, parameter.dim())
        ? new(name, parameter, ("momentum", parameter.shape))
        : AdamW.Remember(name, parameter);

    private protected override void Update(Slot[] moved, double learningRate, Tensor scale)
    {
        foreach (var slot in moved.Where(slot => slot.Has("momentum")))
        {
            var (value, momentum) = Step(slot.Parameter, slot.Gradient(scale), slot["momentum"], learningRate, settings);
            slot.Become(value, ("momentum", momentum));
        }

        var rate = learningRate * (settings.AdamWLearningRate / settings.LearningRate);
        AdamW.Update([.. moved.Where(slot => !slot.Has("momentum"))], rate, others, scale, FusedAdamW.Exists);
    }

    /// <summary>One update of one matrix. Changes none of its arguments.</summary>
    /// <param name="value">The matrix θ [n m].</param>
    /// <param name="gradient">Its gradient G [n m], after clipping.</param>
    /// <param name="momentum">The momentum before the update [n m].</param>
    /// <param name="learningRate">Learning rate η; a matrix that is higher than wide moves further, by the root of that ratio.</param>
    /// <param name="settings">μ, the iterations and the decay.</param>
    /// <returns>θ and the momentum after the update.</returns>
    public static (Tensor Value, Tensor Momentum) Step(
        Tensor value, Tensor gradient, Tensor momentum, double learningRate, MuonSpec settings)
    {
        var next = (momentum * Constant.Of(settings.Momentum)).Plus(gradient);
        var direction = Orthogonalize(gradient.Plus(next * Constant.Of(settings.Momentum)), settings.Iterations);
        var height = Math.Sqrt(Math.Max(1, (double)value.size(0) / value.size(1)));
        return (value - (Of(learningRate * settings.WeightDecay) * value) - (Of(learningRate * height) * direction), next);

        Tensor Of(double number) => tensor(number, value.dtype);
    }

    /// <summary>
    /// Nearly the orthogonal matrix nearest to a matrix: U Vᵀ of its U S Vᵀ, by Newton-Schulz iterations, which need products alone.
    /// </summary>
    /// <param name="matrix">[n m].</param>
    /// <param name="iterations">Iterations of the quintic.</param>
    /// <returns>[n m], singular values near 1 where the matrix's own were not close to 0.</returns>
    public static Tensor Orthogonalize(Tensor matrix, int iterations)
    {
        var high = matrix.size(0) > matrix.size(1);
        var x = high ? matrix.t() : matrix;
        x /= x.norm().Plus(Constant.Of(1e-7)); // No singular value is above the norm of all, and the iterations need them at 1 at the most.
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var product = x.matmul(x.t());
            var polynomial = (product * Constant.Of(B)).Plus(product.matmul(product) * Constant.Of(C));
            x = (x * Constant.Of(A)).Plus(polynomial.matmul(x));
        }

        return high ? x.t() : x;
    }
}
