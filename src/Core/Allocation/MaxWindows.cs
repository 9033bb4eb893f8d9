using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Neighbours become the greatest of each of their channels: windows of so many positions after one another, or squares of a picture's patches.
/// A window's state comes back to each.
/// </summary>
public sealed class MaxWindows : IEncoderPlace, ICrossPlace, ICausalPlace
{
    private const double Least = -1e30;

    private MaxWindows()
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
        return windows.Reduced(windows.Single ? sequence.States : Greatest(sequence, windows));
    }

    private static Tensor Greatest(Sequence sequence, Windows windows) =>
        windows.Pool(sequence.States.masked_fill(sequence.Real.logical_not().unsqueeze(-1), Constant.Of(Least)), Least, (x, along) => x.amax([along]))
            .masked_fill(windows.Total.eq(Constant.Of(0)), Constant.Of(0));
}
