using Heed.Layers;
using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>Stochastic gradient descent with momentum, as PyTorch has it: the decay is added to the gradient.</summary>
/// <param name="parameters">What it trains, by name; updated in place.</param>
/// <param name="settings">Its constants.</param>
public sealed class Sgd(IEnumerable<(string Name, Parameter Value)> parameters, SgdSpec settings)
    : MomentumOptimizer(parameters)
{
    private protected override (Tensor Value, Tensor Momentum) Next(
        Tensor value, Tensor gradient, Tensor momentum, double learningRate, bool decays) =>
        Step(value, gradient, momentum, learningRate, decays ? settings.WeightDecay : 0, settings);

    /// <summary>
    /// One update of one parameter (Sutskever et al. 2013, equations 1 to 4, with the rate outside of the momentum). Changes none of
    /// its arguments.
    /// </summary>
    /// <param name="value">The parameter θ, of any shape.</param>
    /// <param name="gradient">Its gradient g, after clipping.</param>
    /// <param name="momentum">The momentum before the update.</param>
    /// <param name="learningRate">Learning rate.</param>
    /// <param name="decay">Decay λ; 0 for norms and biases.</param>
    /// <param name="settings">μ, and whether the step looks ahead.</param>
    /// <returns>θ and the momentum after the update.</returns>
    public static (Tensor Value, Tensor Momentum) Step(
        Tensor value, Tensor gradient, Tensor momentum, double learningRate, double decay, SgdSpec settings)
    {
        var decayed = gradient.Plus(value * Constant.Of(decay));
        var next = (momentum * Constant.Of(settings.Momentum)).Plus(decayed);
        var direction = settings.Nesterov ? decayed.Plus(next * Constant.Of(settings.Momentum)) : next;
        return (value - (tensor(learningRate, value.dtype) * direction), next);
    }
}
