using Heed.Layers;
using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// As many states as there are windows, each a learned mixture of all positions (Linformer: Wang et al. 2020, equation 7, E·x with one
/// projection for keys and values). Padding counts as zeros. A state comes back to each position of its window.
/// </summary>
public sealed class ProjectedWindows : IAllocation
{
    private ProjectedWindows()
    {
    }

    /// <inheritdoc/>
    public static long Left(long length, double ratio) => Remaining.Windows(length, ratio);

    /// <inheritdoc/>
    public static IReadOnlyList<LearnedWeight> Weights(int width, double ratio, int longest) =>
        [new LearnedWeight.Projection("map", (int)Left(longest, ratio), longest, (int)Remaining.Width(ratio))];

    /// <inheritdoc/>
    public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
        ratio == 1 ? Reduction.Whole(sequence) : Of(sequence, ratio, weights.Projection("map"));

    /// <summary>The sequence of mixtures.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions of a window, a whole number.</param>
    /// <param name="map">
    /// E, [k n]: of the longest sequence n positions and its k windows; of a shorter one the first of both are read. None where nothing is projected.
    /// </param>
    /// <returns>Shares are those of a row's magnitudes at real positions: E itself may be negative.</returns>
    public static Reduction Of(Sequence sequence, double ratio, Parameter? map)
    {
        if (map is null)
            return Reduction.Whole(sequence);
        var read = map.narrow(0, 0, Left(sequence.Length, ratio)).narrow(1, 0, sequence.Length); // [r s]
        var reduced = new Windows(sequence, ratio).Mapped(read.matmul(sequence.Zeroed));
        return reduced with { Shares = () => Shares(read, sequence.Real, reduced.Left.Real) };
    }

    // [b r s].
    private static Tensor Shares(Tensor map, Tensor real, Tensor left)
    {
        var weights = map.detach().abs().to(float32).unsqueeze(0) * real.to(float32).unsqueeze(1);
        return weights / weights.sum(2, keepdim: true).clamp_min(Constant.Of(1e-30)) * left.to(float32).unsqueeze(2);
    }
}
