using Heed.Allocation;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>An allocation of one's own, of a past alone: the first positions go on.</summary>
public sealed class FirstOfAll : ICausalPlace
{
    private FirstOfAll()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio) =>
        Reduction.Keep(sequence, -sequence.Places.to(float32), length => Left(length, ratio));
}
