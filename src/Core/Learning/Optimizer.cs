using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// What changes weights by their gradients: clipping by the norm of all gradients together (Pascanu et al. 2013), then a rule for
/// each parameter. Matrices decay; norms and biases do not. A parameter without a gradient is skipped whole, as if the step had not
/// been: what belongs to a task that had no batch keeps its value and its moments.
/// </summary>
public abstract class Optimizer : IDisposable
{
    // PyTorch's clip_grad_norm_ has it too, so that the two agree.
    private const double ClipEpsilon = 1e-6;

    private readonly Slot[] slots;

    private protected Optimizer(IEnumerable<Slot> slots) => this.slots = [.. slots];

    /// <summary>
    /// What a checkpoint must hold, in the order of the parameters, under the parameter's name and the moment's: <c>name.mean</c>,
    /// <c>name.steps</c>. The tensors themselves: copy into them to restore.
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
    /// <returns>
    /// That norm before clipping, a float32 scalar where the weights are: who reads it waits for the device. If it is not finite, nothing was updated: the
    /// caller decides what to do.
    /// </returns>
    public Tensor Step(double learningRate, double clip)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var moved = slots.Where(slot => slot.Parameter.grad is not null).ToArray();
        if (moved.Length == 0)
            return zeros([], float32, slots.FirstOrDefault()?.Parameter.device).MoveToOuterDisposeScope();
        var norm = stack(moved.Select(slot => slot.Parameter.grad!.norm().to(float32))).norm();
        if (SkipsByItself || norm.isfinite().item<bool>())
            Update(moved, learningRate, (norm.Plus(Constant.Of(ClipEpsilon)) / Constant.Of(clip)).clamp_(min: Constant.Of(1)));
        return norm.MoveToOuterDisposeScope();
    }

    /// <summary>Whether updates themselves leave everything as it is where the scale is not finite, so that the host need not wait to know.</summary>
    private protected virtual bool SkipsByItself => false;

    /// <summary>Updates parameters that all have a gradient.</summary>
    /// <param name="moved">The parameters.</param>
    /// <param name="learningRate">The learning rate of this step.</param>
    /// <param name="scale">What gradients are divided by, a scalar.</param>
    private protected abstract void Update(Slot[] moved, double learningRate, Tensor scale);

    /// <summary>Frees the moments.</summary>
    public void Dispose()
    {
        foreach (var (_, value) in State)
            value.Dispose();
        GC.SuppressFinalize(this);
    }
}
