using Heed.Allocation;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>An allocation of one's own, of a past alone: the first positions go on, and a place for one more, which is padding.</summary>
public sealed class FirstOfAll : ICausalPlace
{
    private FirstOfAll()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights)
    {
        var kept = Reduction.Keep(sequence, -sequence.Places.to(float32), length => Left(length, ratio));
        Tensor More(Tensor x, params long[] more) => nn.functional.pad(x, more);
        return new(
            new(More(kept.Left.States, 0, 0, 0, 1), More(kept.Left.Sizes, 0, 1), More(kept.Left.Places, 0, 1)),
            () => More(kept.Shares(), 0, 0, 0, 1), states => kept.Back(states.narrow(1, 0, kept.Left.Length)));
    }
}
