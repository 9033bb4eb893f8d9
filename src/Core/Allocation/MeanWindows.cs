using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Neighbours become their mean, each counted by its size: windows of so many positions after one another (spatial pooling; Funnel:
/// Dai et al. 2020, section 2.2, of queries). A window's state comes back to each of its positions.
/// </summary>
public sealed class MeanWindows : IEncoderPlace
{
    private MeanWindows()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio) => Of(sequence, ratio);

    /// <summary>The sequence of windows.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions of a window, a whole number.</param>
    public static Reduction Of(Sequence sequence, double ratio)
    {
        var windows = new Windows(sequence, ratio);
        return windows.Reduced(states =>
            (states * windows.Sizes.to(states.dtype)).sum(2) / windows.Total.clamp_min(Constant.Of(1)).to(states.dtype));
    }
}
