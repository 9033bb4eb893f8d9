using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Neighbours become their mean, each counted by its size: windows of so many positions after one another (spatial pooling; Funnel:
/// Dai et al. 2020, section 2.2, of queries). A window's state comes back to each of its positions.
/// </summary>
public sealed class MeanWindows : IAllocation
{
    private MeanWindows()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => (length + Windows.Width(ratio) - 1) / Windows.Width(ratio);

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Tensor received, double ratio) => Of(sequence, ratio);

    /// <summary>The sequence of windows.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions of a window, a whole number.</param>
    public static Reduction Of(Sequence sequence, double ratio)
    {
        var windows = new Windows(sequence, ratio);
        if (windows.AreSingle)
            return windows.Reduced(sequence.States);
        var sizes = windows.Cut(sequence.Sizes.unsqueeze(-1)); // [b r w 1]
        var total = sizes.sum(2); // [b r 1]
        var states = (windows.Cut(sequence.States) * sizes.to(sequence.States.dtype)).sum(2) / total.clamp_min(Constant.Of(1)).to(sequence.States.dtype);
        return windows.Reduced(states);
    }
}
