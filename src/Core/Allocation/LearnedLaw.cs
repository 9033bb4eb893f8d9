using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>The law of what an allocation holds, over all sequences that it is tried on: a weight may be read on some alone.</summary>
internal sealed class LearnedLaw
{
    private readonly SortedDictionary<string, bool> read = new(StringComparer.Ordinal);

    /// <summary>What it says.</summary>
    public static string Says => "Every weight that it holds is read and changes something, and gets finite gradients";

    /// <summary>Those that changed nothing on any sequence so far; null where there are none.</summary>
    public string? Idle => read.Where(weight => !weight.Value).Select(weight => weight.Key).ToArray() is { Length: > 0 } idle ? $"no gradient of {string.Join(", ", idle)} but 0" : null;

    /// <summary>
    /// What is wrong with the gradients on a sequence, and on one so long that every weight may count; null where nothing is, or nothing is left out.
    /// </summary>
    public string? Found<TAllocation>(LawCase one, LawWeights weights)
        where TAllocation : IAllocation => Wrong<TAllocation>(one, weights) ?? Wrong<TAllocation>(one.Long(LawWeights.Longest), weights);

    private string? Wrong<TAllocation>(LawCase one, LawWeights weights)
        where TAllocation : IAllocation
    {
        using var tracked = enable_grad();
        var held = weights.Of<TAllocation>(one);
        if (!weights.Named(one).Any())
            return null;
        var reduced = (one with { Sequence = one.Sequence with { States = one.Sequence.States.detach().requires_grad_() } }).Reduce<TAllocation>(held);
        if (reduced.Left.Counts.cpu().data<long>().SequenceEqual(one.Sequence.Counts.cpu().data<long>()))
            return null;
        Mixed(reduced.Back(reduced.Left.States.Plus(reduced.Left.States))).Plus(Mixed(reduced.Left.States)).backward();
        foreach (var (name, weight) in weights.Named(one))
            read[name] = read.GetValueOrDefault(name) || weight.grad?.ne(Constant.Of(0)).any().item<bool>() == true;
        return weights.Named(one).All(named => named.Weight.grad?.isfinite().all().item<bool>() != false) ? null : "something that is not finite";
    }

    // Each number counts by a part of its own: what a norm gives sums to the same whatever it is given.
    private static Tensor Mixed(Tensor x) => (x * new Initial.Normal(1).Draw(x.shape, 7).to(x.dtype)).sum();
}
