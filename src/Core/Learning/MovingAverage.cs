using Heed.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// An exponential moving average of weights. It starts from the initial weights, which it must forget: at update t it keeps the
/// lesser of its decay and (1 + t) / (10 + t), as TensorFlow's ExponentialMovingAverage does with num_updates.
/// </summary>
public sealed class MovingAverage : IDisposable
{
    private readonly (string Name, Parameter Weight, Tensor Mean)[] kept;
    private readonly double decay;

    /// <summary>An average that is as yet the weights themselves.</summary>
    /// <param name="weights">The weights, by name.</param>
    /// <param name="decay">Share of the average that stays at an update, d.</param>
    public MovingAverage(IEnumerable<(string Name, Parameter Value)> weights, double decay)
    {
        kept = [.. weights.Select(weight => (weight.Name, weight.Value, weight.Value.detach().clone().DetachFromDisposeScope()))];
        this.decay = decay;
    }

    /// <summary>What a checkpoint must hold, <c>name.average</c>. The tensors themselves: copy into them to restore.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> State => [.. kept.Select(one => ($"{one.Name}.average", one.Mean))];

    /// <summary>d·ā + (1 - d)·θ.</summary>
    /// <param name="step">The step that changed the weights, t, from 1.</param>
    public void Update(long step)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var share = tensor(1 - Math.Min(decay, (1.0 + step) / (10 + step)), float32);
        foreach (var (_, weight, mean) in kept)
            mean.add_((weight - mean) * share, Constant.Of(1));
    }

    /// <summary>Puts the averages in the weights' place and the weights in theirs; done twice, no bit has changed.</summary>
    public void Swap()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        foreach (var (_, weight, mean) in kept)
        {
            var own = weight.clone();
            weight.copy_(mean);
            mean.copy_(own);
        }
    }

    /// <summary>Frees the averages.</summary>
    public void Dispose()
    {
        foreach (var (_, _, mean) in kept)
            mean.Dispose();
    }
}
