using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The positions that receive most attention stay; the others skip what follows, and come back as they were (PoWER-BERT: Goyal et al. 2020,
/// section 3.2, where a word-vector's score is the attention that it receives over all heads).
/// </summary>
public sealed class TopTokens : IEncoderPlace
{
    private TopTokens()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio)
    {
        var (index, counts) = Places.Best(Scores(sequence, received()), Places.Left(sequence, length => Left(length, ratio)));
        return new(
            new(
                Places.Pick(sequence.States, index), sequence.Sizes.gather(1, index) * counts.to(float32), sequence.Places.gather(1, index)),
            () => Places.Picked(index, counts, sequence.Length),
            states => Places.Put(sequence.States, states, index, counts));
    }

    /// <summary>What positions are chosen by, padding least, [b s].</summary>
    internal static Tensor Scores(Sequence sequence, Tensor received) =>
        received.detach().to(float32).masked_fill(sequence.Real.logical_not(), Constant.Of(double.NegativeInfinity));
}
