using System.Globalization;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>What an allocation holds while laws are tried on a sequence: nothing as a model begins with, of which some is 0.</summary>
internal sealed class LawWeights : nn.Module
{
    /// <summary>Positions of the longest sequence that they are made for; places are below it in every law.</summary>
    public const int Longest = 64;

    private readonly HashSet<string> drawn = [];
    private readonly WeightStore store;
    private readonly long seed;

    /// <summary>Those drawn from a seed.</summary>
    public LawWeights(long seed)
        : base("laws") => (this.seed, store) = (seed, new(this, seed));

    /// <summary>Those of an allocation for the width and the ratio of a case, each time the same.</summary>
    public HeldWeights Of<TAllocation>(LawCase one)
        where TAllocation : IAllocation
    {
        var held = HeldWeights.Of<TAllocation>(store, Place(one), (int)one.Sequence.States.size(2), one.Ratio, Longest);
        using var untracked = no_grad();
        foreach (var (name, weight) in named_parameters().Where(weight => drawn.Add(weight.name)))
            weight.add_(new Initial.Normal(0.5).Draw(weight.shape, SplitMix.Key(seed, name)), Constant.Of(1));
        return held;
    }

    /// <summary>The tensors of those, by the names that the allocation gave them.</summary>
    public IEnumerable<(string Name, Tensor Weight)> Named(LawCase one) =>
        from weight in named_parameters()
        where weight.name.StartsWith($"{Place(one)}.", StringComparison.Ordinal)
        select (weight.name[(Place(one).Length + 1)..], (Tensor)weight.parameter);

    private static string Place(LawCase one) => $"at {one.Ratio.ToString(CultureInfo.InvariantCulture)} of {one.Sequence.States.size(2)}";
}
