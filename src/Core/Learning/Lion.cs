using Heed.Layers;
using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>Lion (Chen et al. 2023, algorithm 2): every number of a parameter moves by the same length, whatever its gradient's.</summary>
/// <param name="parameters">What it trains, by name; updated in place.</param>
/// <param name="settings">Its constants.</param>
public sealed class Lion(IEnumerable<(string Name, Parameter Value)> parameters, LionSpec settings)
    : MomentumOptimizer(parameters)
{
    private protected override (Tensor Value, Tensor Momentum) Next(
        Tensor value, Tensor gradient, Tensor momentum, double learningRate, bool decays) =>
        Step(value, gradient, momentum, learningRate, decays ? settings.WeightDecay : 0, settings);

    /// <summary>One update of one parameter. Changes none of its arguments.</summary>
    /// <param name="value">The parameter θ, of any shape.</param>
    /// <param name="gradient">Its gradient g, after clipping.</param>
    /// <param name="momentum">The momentum m before the update.</param>
    /// <param name="learningRate">Learning rate η.</param>
    /// <param name="decay">Decay λ; 0 for norms and biases.</param>
    /// <param name="settings">β₁ and β₂.</param>
    /// <returns>θ and m after the update.</returns>
    public static (Tensor Value, Tensor Momentum) Step(
        Tensor value, Tensor gradient, Tensor momentum, double learningRate, double decay, LionSpec settings)
    {
        var direction = Mean(settings.Beta1).sign();
        return (value - (tensor(learningRate, value.dtype) * direction.Plus(value * Constant.Of(decay))), Mean(settings.Beta2));

        Tensor Mean(double beta) => (momentum * Constant.Of(beta)).Plus(gradient * Constant.Of(1 - beta));
    }
}
