using static TorchSharp.torch;

namespace Heed.Explaining;

/// <summary>
/// How much a loss changes with each position that an encoder reads: the length of its gradient by the position's state (a saliency map: Simonyan
/// et al. 2014, section 3, of states in the place of pixels). A pass watches its input, which it does for the thread that asked alone.
/// </summary>
public static class InputGradients
{
    [ThreadStatic]
    private static List<Tensor>? watched;

    /// <summary>The input of an encoder [b s d], of which gradients are taken where they are asked for; else it is as it was.</summary>
    public static Tensor Watch(Tensor states)
    {
        if (watched is null)
            return states;
        var leaf = states.detach().requires_grad_();
        watched.Add(leaf);
        return leaf;
    }

    /// <summary>The gradients' lengths, row after row, [b s] flat; the weights' gradients stay as they are.</summary>
    /// <param name="loss">Computes a scalar by one pass that watches its input; nothing comes of one that watches none.</param>
    public static IReadOnlyList<double> Of(Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var before = watched;
        try
        {
            watched = [];
            using var tracked = enable_grad();
            var scalar = loss();
            if (watched.Count == 0)
                return [];
            var gradient = autograd.grad([scalar], [watched.Single()]).Single();
            return [.. gradient.to(float32).norm(-1).cpu().data<float>().Select(length => (double)length)];
        }
        finally
        {
            watched = before;
        }
    }
}
