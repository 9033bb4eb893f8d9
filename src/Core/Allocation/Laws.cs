using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The laws that every allocation keeps, tried on one of yours in a line: <c>Laws.Of&lt;Mine&gt;()</c>. Sequences are drawn from a seed, of
/// one row or several, one position or more, with padding and without, states of any width; for <see cref="IGridPlace"/> half of them are pictures. Weights are
/// drawn anew for each.
/// </summary>
public static class Laws
{
    // float32 rounds to 6e-8; a sum of a few states and back.
    private const double Tolerance = 1e-4;

    /// <summary>The laws that an allocation broke, each with the first sequence on which it did; none where all hold.</summary>
    /// <typeparam name="TAllocation">The allocation.</typeparam>
    /// <param name="cases">Sequences to try.</param>
    /// <param name="seed">What they are drawn from.</param>
    public static IReadOnlyList<BrokenLaw> Of<TAllocation>(int cases = 300, long seed = 17)
        where TAllocation : IAllocation
    {
        var (broken, learned) = (new Dictionary<string, BrokenLaw>(), new LearnedLaw());
        for (var number = 0; number < cases; number++)
        {
            using var scope = NewDisposeScope();
            var one = number % 2 == 1 && typeof(IGridPlace).IsAssignableFrom(typeof(TAllocation))
                ? LawCase.DrawPicture(SplitMix.Key(seed, number))
                : LawCase.Draw(SplitMix.Key(seed, number));
            using var weights = new LawWeights((seed * 1_000_003) + number);
            Reduction Reduce(LawCase there) => there.Reduce<TAllocation>(weights.Of<TAllocation>(there));
            foreach (var (says, law) in All.Append((LearnedLaw.Says, (_, _, _) => learned.Found<TAllocation>(one, weights))))
                if (Try(() => law(one, Reduce, TAllocation.Left)) is { } found)
                    broken.TryAdd(says, new(says, one.ToString(), found));
        }

        if (learned.Idle is { } idle)
            broken.TryAdd(LearnedLaw.Says, new(LearnedLaw.Says, $"{cases} sequences", idle));
        return [.. broken.Values];
    }

    private delegate Reduction Reducing(LawCase one);

    private static readonly (string Says, Func<LawCase, Reducing, Func<long, double, long>, string?> Found)[] All =
    [
        ("Of every row as many are left as Left says, at least one of one or more, at ratio 1 all", Budget),
        ("What is left is made of real positions alone, and padding stands at its end", Shares),
        ("At ratio 1 everything is left as it was, where it was, and comes back", Whole),
        ("What is left stands where one of the positions that it is made of does", Stands),
        ("A row becomes the same alone and beside others, with padding and without", Alone),
        ("Every position gets a finite state back, and finite gradients", Back),
    ];

    private static string? Budget(LawCase one, Reducing reduce, Func<long, double, long> left)
    {
        long[] real = Numbers(one.Sequence.Counts), found = Numbers(reduce(one).Left.Counts);
        foreach (var (there, here) in real.Zip(found))
        {
            var expected = there == 0 ? 0 : left(there, one.Ratio);
            if (expected != here || (there > 0 && (expected < 1 || expected > there || (one.Ratio == 1 && expected != there))))
                return $"of {there} positions Left says {expected}, and {here} are left";
        }

        return null;
    }

    private static string? Shares(LawCase one, Reducing reduce, Func<long, double, long> left)
    {
        var reduced = reduce(one);
        var (shares, real) = (reduced.Shares(), reduced.Left.Real);
        return shares.lt(Constant.Of(0)).any().item<bool>() ? "a share below 0"
            : Far(shares.sum(-1), real.to(float32)) is { } sum ? $"shares of a position that sum to something else than 1, by {sum:g2}"
            : (shares * one.Sequence.Real.logical_not().unsqueeze(1).to(float32)).ne(Constant.Of(0)).any().item<bool>() ? "a share of padding"
            : real.to(int64).diff(dim: 1).gt(Constant.Of(0)).any().item<bool>() ? "padding before something real"
            : null;
    }

    private static string? Whole(LawCase one, Reducing reduce, Func<long, double, long> left)
    {
        var (whole, reduced) = (one.Sequence, reduce(one with { Ratio = 1 }));
        var (now, real) = (reduced.Left, whole.Real.unsqueeze(-1).to(whole.States.dtype));
        Tensor There(Tensor x) => x.narrow(1, 0, Math.Min(now.Length, whole.Length)) * real.narrow(1, 0, Math.Min(now.Length, whole.Length));
        return Far(reduced.Back(now.States) * real, whole.States * real) is { } back ? $"a state that comes back off by {back:g2}"
            : Far(There(now.States), There(whole.States)) is { } far ? $"a state that is off by {far:g2}"
            : Far(There(now.Places.unsqueeze(-1)), There(whole.Places.unsqueeze(-1))) is not null ? "a state in another place"
            : null;
    }

    private static string? Stands(LawCase one, Reducing reduce, Func<long, double, long> left)
    {
        // Some of what was there at first may have been left out before; of a picture, where that is so is drawn.
        var sequence = one.Sequence.Grid is null ? one.Sequence with { Places = one.Sequence.Places.cumsum(1) } : one.Sequence;
        var reduced = reduce(one with { Sequence = sequence });
        var own = reduced.Shares().gt(Constant.Of(0)).logical_and(sequence.Places.unsqueeze(1).eq(reduced.Left.Places.unsqueeze(2))); // [b r s]
        return own.any(-1).logical_or(reduced.Left.Real.logical_not()).all().item<bool>() ? null : "another place";
    }

    private static string? Alone(LawCase one, Reducing reduce, Func<long, double, long> left)
    {
        var (together, alone) = (reduce(one).Left, reduce(one.First()).Left);
        var real = alone.Real.unsqueeze(-1).to(alone.States.dtype);
        Tensor Same(Tensor x) => x.narrow(0, 0, 1).narrow(1, 0, Math.Min(alone.Length, x.size(1)));
        return together.Length < alone.Length || Far(Same(together.Sizes), alone.Sizes) is not null ? "another number of positions"
            : Far(Same(together.States) * real, alone.States * real) is { } far ? $"a state that is off by {far:g2}"
            : null;
    }

    private static string? Back(LawCase one, Reducing reduce, Func<long, double, long> left)
    {
        using var tracked = enable_grad();
        var leaf = one.Sequence.States.detach().requires_grad_();
        var reduced = reduce(one with { Sequence = one.Sequence with { States = leaf } });
        var back = reduced.Back(reduced.Left.States);
        if (!back.shape.SequenceEqual(leaf.shape))
            return $"[{string.Join(' ', back.shape)}] in the place of [{string.Join(' ', leaf.shape)}]";
        back.sum().Plus(reduced.Left.States.sum()).backward();
        return leaf.grad is not { } gradient ? "no gradients"
            : back.isfinite().all().item<bool>() && gradient.isfinite().all().item<bool>() ? null
            : "something that is not finite";
    }

    // What an allocation throws is what it does not keep to.
    private static string? Try(Func<string?> law)
    {
        try
        {
            return law();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message.Split('\n')[0]}";
        }
    }

    private static double? Far(Tensor one, Tensor other)
    {
        if (!one.shape.SequenceEqual(other.shape))
            return double.PositiveInfinity;
        var far = one.numel() == 0 ? 0 : (one.to(float64) - other.to(float64)).abs().max().item<double>();
        return far <= Tolerance ? null : far;
    }

    private static long[] Numbers(Tensor x) => [.. x.cpu().data<long>()];
}
