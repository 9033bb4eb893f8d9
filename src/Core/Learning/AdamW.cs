using Heed.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// Adam with decay decoupled from the gradient (Loshchilov and Hutter 2019, algorithm 2) and clipping by the norm of all gradients
/// together (Pascanu et al. 2013). Matrices decay; norms and biases do not. A parameter without a gradient is skipped whole, as if
/// the step had not been: what belongs to a task that had no batch keeps its value and its moments.
/// </summary>
public sealed class AdamW : IDisposable
{
    // PyTorch's clip_grad_norm_ has it too, so that the two agree.
    private const double ClipEpsilon = 1e-6;

    private readonly AdamWSlot[] slots;
    private readonly AdamWSettings settings;

    /// <summary>An optimizer with all moments at zero.</summary>
    /// <param name="parameters">What it trains, by name; updated in place.</param>
    /// <param name="settings">Its constants.</param>
    /// <param name="fused">False for the plain form, <see cref="AdamWReference"/>; a libtorch without the fused one gets it anyway.</param>
    public AdamW(IReadOnlyList<(string Name, Parameter Value)> parameters, AdamWSettings settings, bool fused = true)
    {
        slots = [.. parameters.Select(parameter => new AdamWSlot(parameter.Name, parameter.Value))];
        this.settings = settings;
        IsFused = fused && FusedAdamW.Exists;
    }

    /// <summary>Whether updates run in libtorch's fused form.</summary>
    public bool IsFused { get; }

    /// <summary>
    /// What a checkpoint must hold, in the order of the parameters: <c>name.mean</c>, <c>name.square</c> (the moments) and
    /// <c>name.steps</c> (updates so far, a float32 scalar). The tensors themselves: copy into them to restore.
    /// </summary>
    public IReadOnlyList<(string Name, Tensor Value)> State => [.. slots.SelectMany(slot => slot.State)];

    /// <summary>Forgets the gradients, so that a parameter which the next backward pass does not reach has none.</summary>
    public void ZeroGradients()
    {
        foreach (var slot in slots)
            slot.Parameter.grad = null;
    }

    /// <summary>Updates every parameter that has a gradient. The gradients are scratch afterwards.</summary>
    /// <param name="learningRate">The learning rate of this step, schedule included.</param>
    /// <param name="clip">Greatest norm of all gradients together; infinite for no clipping.</param>
    /// <returns>That norm before clipping. If it is not finite, nothing was updated: the caller decides what to do.</returns>
    public double Step(double learningRate, double clip)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var moved = slots.Where(slot => slot.Parameter.grad is not null).ToArray();
        if (moved.Length == 0)
            return 0;
        var norm = stack(moved.Select(slot => slot.Parameter.grad!.norm().to(float32))).norm();
        var length = norm.item<float>();
        if (!float.IsFinite(length))
            return length;
        var scale = ((norm + Constant.Of(ClipEpsilon)) / Constant.Of(clip)).clamp_(min: Constant.Of(1));
        foreach (var group in moved.GroupBy(slot => slot.Decays))
            Update([.. group], learningRate, group.Key ? settings.WeightDecay : 0, scale);
        return length;
    }

    private void Update(AdamWSlot[] group, double learningRate, double decay, Tensor scale)
    {
        if (IsFused)
            FusedAdamW.Step(group, [.. group.Select(slot => slot.Parameter.grad!)], learningRate, decay, settings, scale);
        else
            Array.ForEach(group, slot => UpdatePlainly(slot, learningRate, decay, scale));
    }

    private void UpdatePlainly(AdamWSlot slot, double learningRate, double decay, Tensor scale)
    {
        var step = (long)slot.Steps.add_(Constant.Of(1)).item<float>();
        var (value, mean, square) = AdamWReference.Step(
            slot.Parameter, slot.Parameter.grad! / scale, slot.Mean, slot.Square, step, learningRate, decay, settings);
        slot.Parameter.copy_(value);
        slot.Mean.copy_(mean);
        slot.Square.copy_(square);
    }

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        foreach (var (_, value) in State)
            value.Dispose();
    }
}
