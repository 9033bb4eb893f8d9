using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>What an allocation makes of a sequence: a shorter one, and the way back.</summary>
/// <param name="Left">What is left, [b r d].</param>
/// <param name="Shares">
/// Of which positions each that is left is made, [b r s]: a row sums to 1, or is 0 for padding. Attention over what is left, times this, is
/// attention over what was there. For who looks into a model: it takes room for every pair.
/// </param>
/// <param name="Back">From states of what is left, [b r d], to a state for each position that was there, [b s d].</param>
public sealed record Reduction(Sequence Left, Func<Tensor> Shares, Func<Tensor, Tensor> Back)
{
    /// <summary>Everything is left.</summary>
    /// <param name="sequence">What is there.</param>
    public static Reduction Whole(Sequence sequence) => new(sequence, () => sequence.Real.to(float32).diag_embed(), states => states);

    /// <summary>Of each row the positions with the best scores go on, in their order; the others skip what follows, and come back as they are.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="scores">What positions are chosen by, [b s]; of equally good ones the first. No gradients flow through it.</param>
    /// <param name="left">How many go on, of so many real ones.</param>
    public static Reduction Keep(Sequence sequence, Tensor scores, Func<long, long> left) => Of(sequence, Places.Best(sequence, scores, left));

    /// <summary>Of each row the chosen positions go on, in their order; the others skip what follows, and come back as they are.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="stays">Whether each is chosen, [b s]; padding never goes on.</param>
    public static Reduction Chosen(Sequence sequence, Tensor stays) =>
        Of(sequence, Places.Those((PutBack.Of(sequence) is { } back ? stays.logical_or(back) : stays).logical_and(sequence.Real)));

    private static Reduction Of(Sequence sequence, (Tensor Index, Tensor Counts) those)
    {
        var (index, counts) = those;
        return new(
            new(Places.Pick(sequence.States, index), sequence.Sizes.gather(1, index) * counts.to(float32), sequence.Places.gather(1, index)),
            () => Places.Picked(index, counts, sequence.Length),
            states => Places.Put(sequence.States, states, index, counts));
    }

    /// <summary>What another makes of what is left.</summary>
    /// <param name="next">The other, of <see cref="Left"/>.</param>
    public Reduction Then(Reduction next) => new(next.Left with { Grid = Left.Grid }, () => next.Shares().bmm(Shares()), states => Back(next.Back(states)));

    /// <summary>What is left of encoder states for a decoder to attend to.</summary>
    /// <typeparam name="TAllocation">The allocation.</typeparam>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">States for each that is to be left; at 1 all are.</param>
    /// <param name="weights">What it holds there; none if not said.</param>
    public static Reduction Of<TAllocation>(Sequence sequence, double ratio, HeldWeights? weights = null)
        where TAllocation : ICrossPlace
    {
        // What is put back into the encoder's layers is left out here as it was.
        using var nothing = PutBack.Nothing();
        return ratio == 1 ? Whole(sequence) : TAllocation.Reduce(sequence, NoneReceived<TAllocation>, ratio, weights ?? HeldWeights.None);
    }

    /// <summary>The attention received where a decoder is to attend, or in its past: none was yet.</summary>
    internal static Tensor NoneReceived<TAllocation>() => throw new AllocationError(
        $"{typeof(TAllocation).Name} asks for the attention received, and no attention was received yet where a decoder is to attend, or in its past.");

    /// <summary>A declaration, with what its allocation leaves and takes.</summary>
    /// <typeparam name="TAllocation">The allocation.</typeparam>
    /// <param name="declared">What is declared.</param>
    public static MemorySpec Spec<TAllocation>(MemorySpec declared)
        where TAllocation : ICrossPlace => (MemorySpec)Told<TAllocation>(declared);

    /// <inheritdoc cref="Spec{TAllocation}(MemorySpec)"/>
    public static ReductionSpec Spec<TAllocation>(ReductionSpec declared)
        where TAllocation : IEncoderPlace =>
        (ReductionSpec)Told<TAllocation>(declared) with
        {
            ReadsGrid = typeof(TAllocation).IsAssignableTo(typeof(IGridPlace)),
            ReadsReceived = !typeof(TAllocation).IsAssignableTo(typeof(ICrossPlace)) && !typeof(TAllocation).IsAssignableTo(typeof(ICausalPlace)),
        };

    /// <inheritdoc cref="Spec{TAllocation}(MemorySpec)"/>
    public static PastSpec Spec<TAllocation>(PastSpec declared)
        where TAllocation : ICausalPlace => (PastSpec)Told<TAllocation>(declared);

    /// <inheritdoc cref="Spec{TAllocation}(MemorySpec)"/>
    internal static AllocatorSpec Told<TAllocation>(AllocatorSpec declared)
        where TAllocation : IAllocation => declared with
        {
            Left = TAllocation.Left,
            Flops = TAllocation.Flops,
            Weights = HeldWeights.Told<TAllocation>,
            Laws = () => [.. Laws.Of<TAllocation>().Select(broken => broken.ToString())],
        };

    /// <summary>What an allocation makes of what is left, whose states have changed since.</summary>
    /// <typeparam name="TAllocation">The allocation.</typeparam>
    /// <param name="states">The states of what is left, [b r d].</param>
    /// <param name="received">The attention that each position received, [b r]; asked for by who weighs it.</param>
    /// <param name="ratio">Positions for each that is to be left; at 1 nothing is reduced.</param>
    /// <param name="weights">What it holds in the layer; none if not said.</param>
    public Reduction By<TAllocation>(Tensor states, Func<Tensor> received, double ratio, HeldWeights? weights = null)
        where TAllocation : IEncoderPlace
    {
        var now = Left with { States = states };
        return ratio == 1 || PutBack.All ? this with { Left = now } : Then(TAllocation.Reduce(now, received, ratio, weights ?? HeldWeights.None));
    }
}
