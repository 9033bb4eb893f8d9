using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// The copies of a model's weights that its passes read, where they compute in another type than the weights have: a change too small for
/// the copy still adds up in the weight (Micikevicius et al. 2018, section 3.1). None where the types are the same. And their matrices in 8 bits,
/// where steps that write read those.
/// </summary>
public sealed class WeightCopies : IDisposable
{
    private readonly List<(Parameter Weight, Parameter Copy)> pairs = [];

    /// <summary>No copies yet.</summary>
    public WeightCopies() => Rounded = new(copy => pairs.Find(pair => ReferenceEquals(pair.Copy, copy)).Weight ?? copy);

    /// <summary>The matrices in 8 bits, where they are read so.</summary>
    public Int8Weights Rounded { get; }

    /// <summary>Whether there are any.</summary>
    public bool Any => pairs.Count > 0;

    /// <summary>Copies the weights, which have changed.</summary>
    public void Refresh()
    {
        using var untracked = no_grad();
        foreach (var (weight, copy) in pairs)
            copy.copy_(weight);
        Rounded.Forget();
    }

    /// <summary>Adds the gradients of the copies to those of the weights: after each backward pass, so that sums are the weights' own.</summary>
    public void ReturnGradients()
    {
        using var untracked = no_grad();
        foreach (var (weight, copy) in pairs)
        {
            if (copy.grad is not { } gradient)
                continue;
            if (weight.grad is { } sum)
                sum.add_(gradient, Constant.Of(1));
            else
                weight.grad = gradient.to(weight.dtype);
            copy.grad = null;
        }
    }

    /// <summary>The copy of a weight.</summary>
    internal Parameter Add(Parameter weight, ScalarType type)
    {
        using var untracked = no_grad();
        var copy = new Parameter(weight.to(type), requires_grad: true);
        copy.DetachFromDisposeScope();
        pairs.Add((weight, copy));
        return copy;
    }

    /// <summary>Frees the copies.</summary>
    public void Dispose()
    {
        Rounded.Dispose();
        foreach (var (_, copy) in pairs)
            copy.Dispose();
    }
}
