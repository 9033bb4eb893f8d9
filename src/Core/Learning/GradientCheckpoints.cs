using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// Gradient checkpointing (Chen et al. 2016, section 4): of a layer only the input is kept, and its pass runs again, with the same
/// dropout, when the gradient of its output is known. The loss is the same, bit for bit; the gradients are the same sums. Only a pass
/// between <see cref="Begin"/> and <see cref="Backward"/> is treated so: in any other, layers simply run, and are differentiated as ever.
/// </summary>
public sealed class GradientCheckpoints
{
    // What is left to do when the gradients of what came later are known; the latest first.
    private readonly Stack<Action> rest = new();

    private bool begun;

    /// <summary>From here to <see cref="Backward"/>, layers keep their inputs alone.</summary>
    public void Begin()
    {
        rest.Clear();
        begun = true;
    }

    /// <summary>The pass of a layer, of which only the input is kept.</summary>
    /// <param name="x">Its input. All that it reads beside it has no gradient, is a weight, or came through <see cref="Input"/>.</param>
    /// <param name="dropout">The step's dropout.</param>
    /// <param name="pass">(x, dropout) → the layer's output; runs once here and once in <see cref="Backward"/>.</param>
    /// <returns>The output, where the graph of what follows begins.</returns>
    public Tensor Layer(Tensor x, Dropout dropout, Func<Tensor, Dropout, Tensor> pass)
    {
        if (!begun)
            return pass(x, dropout);
        var (input, again) = (Input(x), dropout.Copy());
        var output = Untracked(() => pass(input, dropout)).requires_grad_();
        rest.Push(() =>
        {
            if (output.grad is not { } gradient)
                return;
            using var scope = NewDisposeScope();
            pass(input, again).backward([gradient]);
            output.grad = null;
        });
        return output;
    }

    /// <summary>What several layers read, such as the encoder's states: their gradients are summed before they go on to what made it.</summary>
    public Tensor Input(Tensor x)
    {
        if (!begun || x.is_leaf)
            return x;
        var input = x.detach().requires_grad_();
        rest.Push(() =>
        {
            if (input.grad is { } gradient)
                x.backward([gradient]);
        });
        return input;
    }

    /// <summary>Goes on with the backward pass, once the loss's own has ended where the last layers' outputs begin it.</summary>
    public void Backward()
    {
        begun = false;
        while (rest.TryPop(out var next))
            next();
    }

    private static Tensor Untracked(Func<Tensor> pass)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return pass().MoveToOuterDisposeScope();
    }
}
