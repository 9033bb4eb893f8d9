using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The positions that a learned router scores highest stay, and what they become is added to them by their score; the others come back as they
/// were (Mixture-of-Depths: Raposo et al. 2024, equation 1: x + r·f(x), r = wᵀx, where what follows computes x + f(x)).
/// </summary>
public sealed class RoutedTokens : IAllocation
{
    private RoutedTokens()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static double Flops(long length, long width) => 2.0 * length * width;

    /// <inheritdoc/>
    public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => [new LearnedWeight.Linear("router", width, 1)];

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
        ratio == 1 ? Reduction.Whole(sequence) : Of(sequence, ratio, weights.Linear("router"));

    /// <summary>The shorter sequence.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions for each that is to be left, at least 1.</param>
    /// <param name="router">d → 1; none where all are chosen.</param>
    public static Reduction Of(Sequence sequence, double ratio, LinearWeights? router)
    {
        if (router is null)
            return Reduction.Whole(sequence);
        var (index, counts) = Places.Best(sequence, Ranks(sequence.States, router), length => Left(length, ratio));
        var states = Places.Pick(sequence.States, index); // [b r d]
        var score = Linear.Apply(states, router); // [b r 1]
        return new(
            new(states, sequence.Sizes.gather(1, index) * counts.to(float32), sequence.Places.gather(1, index)),
            () => Places.Picked(index, counts, sequence.Length),
            become => Places.Put(sequence.States, states.Plus(score * (become - states)), index, counts));
    }

    // The scores without their bias, each state by itself: a matrix product rounds a row by where it stands, and of equal words another would be chosen
    // in other company. [b s]
    private static Tensor Ranks(Tensor states, LinearWeights router) =>
        (states.detach().to(float32) * router.Weight.detach().to(float32)).sum(-1);
}
