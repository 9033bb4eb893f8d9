using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Neighbours become one by a learned map of their states after one another (the pyramidal encoder; LAS: Chan et al. 2016, equation 5; of
/// squares, patch merging; Swin: Liu et al. 2021, section 3.1). Another map parts a state again, and each part is added to its position.
/// Padding, and what is missing at an edge, counts as zeros.
/// </summary>
public sealed class JoinedTokens : IAllocation
{
    private JoinedTokens()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest)
    {
        var window = (int)Remaining.Width(ratio) * width;
        return [new LearnedWeight.Linear("down", window, width), new LearnedWeight.Linear("up", width, window)];
    }

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
        ratio == 1 ? Reduction.Whole(sequence) : Of(sequence, ratio, weights.Linear("down"), weights.Linear("up"));

    /// <summary>The shorter sequence.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions that become one, of a square along each side; a whole number.</param>
    /// <param name="down">w·d → d, for a window of w positions; none where nothing is joined.</param>
    /// <param name="up">d → w·d; none where nothing is joined.</param>
    /// <param name="grid">Where positions stand in a picture; after one another if not said.</param>
    public static Reduction Of(Sequence sequence, double ratio, LinearWeights? down, LinearWeights? up, Grid? grid = null)
    {
        if (down is null || up is null)
            return Reduction.Whole(sequence);
        var windows = new Windows(sequence, ratio, grid);
        return windows.Mapped(Linear.Apply(windows.Concat(sequence.Zeroed), down)) with
        {
            Back = states => where(
                sequence.Real.unsqueeze(-1), sequence.States.Plus(windows.Split(Linear.Apply(states, up))), sequence.States),
        };
    }
}
