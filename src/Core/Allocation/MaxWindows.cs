using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>Neighbours become the greatest of each of their channels: windows of so many positions after one another. A window's state comes back to each.</summary>
public sealed class MaxWindows : IEncoderPlace
{
    private MaxWindows()
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
        var padding = windows.Sizes.eq(Constant.Of(0)); // [b r w 1]
        return windows.Reduced(states =>
            states.masked_fill(padding, Constant.Of(-1e30)).amax([2]).masked_fill(padding.all(2), Constant.Of(0)));
    }
}
