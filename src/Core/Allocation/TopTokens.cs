using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The positions that receive most attention stay; the others skip what follows, and come back as they were (PoWER-BERT: Goyal et al. 2020,
/// section 3.2, where a word-vector's score is the attention that it receives over all heads). Its own counts, and none is always kept, where the authors'
/// implementation leaves the one out and keeps the first.
/// </summary>
public sealed class TopTokens : IEncoderPlace
{
    private TopTokens()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
        Reduction.Keep(sequence, received(), length => Left(length, ratio));
}
