using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Neighbours become their mean, each counted by its size: windows of so many positions after one another, or squares of a picture's patches
/// (spatial pooling; Funnel: Dai et al. 2020, section 2.2, of queries). A window's state comes back to each of its positions.
/// </summary>
public sealed class MeanWindows : IEncoderPlace, ICrossPlace, ICausalPlace
{
    private MeanWindows()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => Of(sequence, ratio);

    /// <summary>The sequence of windows.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions of a window, of a square along each side; a whole number.</param>
    /// <param name="grid">Where positions stand in a picture; after one another if not said.</param>
    public static Reduction Of(Sequence sequence, double ratio, Grid? grid = null)
    {
        var windows = new Windows(sequence, ratio, grid);
        return windows.Reduced(windows.Single ? sequence.States : Mean(sequence, windows));
    }

    private static Tensor Mean(Sequence sequence, Windows windows)
    {
        var (states, type) = (sequence.States, sequence.States.dtype);
        return windows.Pool(states * sequence.Sizes.unsqueeze(-1).to(type), 0, (x, along) => x.sum(along))
            / windows.Total.clamp_min(Constant.Of(1)).to(type);
    }
}
