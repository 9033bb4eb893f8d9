using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>An optimizer that remembers one momentum of each parameter, and moves it by a rule of its own.</summary>
public abstract class MomentumOptimizer : Optimizer
{
    private protected MomentumOptimizer(IEnumerable<(string Name, Parameter Value)> parameters)
        : base(parameters.Select(own => new Slot(own.Name, own.Value, ("momentum", own.Value.shape))))
    {
    }

    /// <summary>One update of one parameter; it decays where it is a matrix. Changes none of its arguments.</summary>
    private protected abstract (Tensor Value, Tensor Momentum) Next(
        Tensor value, Tensor gradient, Tensor momentum, double learningRate, bool decays);

    private protected sealed override void Update(Slot[] moved, double learningRate, Tensor scale)
    {
        foreach (var slot in moved)
        {
            var (value, momentum) = Next(slot.Parameter, slot.Gradient(scale), slot["momentum"], learningRate, slot.IsMatrix);
            slot.Become(value, ("momentum", momentum));
        }
    }
}
