using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Neighbours become what a learned map makes of their states after one another, normalised: a convolution whose stride is its kernel
/// (spatial reduction; PVT: Wang et al. 2021, section 3.3, SR(x) = Norm(Reshape(x, R)·W)). Padding, and what is missing at an edge, counts as
/// zeros. A window's state comes back to each of its positions. Windows of one position stay what they are, as there, without map or norm.
/// </summary>
public sealed class ConvolvedWindows : IEncoderPlace, ICrossPlace, ICausalPlace
{
    private ConvolvedWindows()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static double Flops(long length, long width) => WindowConvolution.Flops(length, width);

    /// <inheritdoc/>
    public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) => WindowConvolution.Weights(width, ratio, longest);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
        ratio == 1 ? Reduction.Whole(sequence) : Of(sequence, ratio, weights.Linear(WindowConvolution.Map), weights.Norm(WindowConvolution.Norm));

    /// <summary>The sequence of windows.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions of a window, of a square along each side; a whole number.</param>
    /// <param name="map">w·d → d, for a window of w positions; none at ratio 1.</param>
    /// <param name="norm">[d]; none at ratio 1.</param>
    /// <param name="grid">Where positions stand in a picture; after one another if not said.</param>
    public static Reduction Of(Sequence sequence, double ratio, LinearWeights? map, NormWeights? norm, Grid? grid = null)
    {
        var windows = new Windows(sequence, ratio, grid);
        return windows.Single ? windows.Reduced(sequence.States)
            : windows.Mapped(Norm.Layer(Linear.Apply(windows.Concat(sequence.Zeroed), map!), norm!));
    }
}
