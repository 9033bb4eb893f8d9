using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>A sequence in windows of neighbours; the last may hold fewer.</summary>
internal sealed class Windows
{
    private readonly Sequence sequence;
    private readonly long width, count;

    /// <summary>The windows of a sequence.</summary>
    public Windows(Sequence sequence, double ratio)
    {
        (this.sequence, width, count) = (sequence, Width(ratio), Count(sequence.Length, ratio));
        Sizes = Cut(sequence.Sizes.unsqueeze(-1));
        Total = Sizes.sum(2);
    }

    /// <summary>The size of each position, [b r w 1].</summary>
    public Tensor Sizes { get; }

    /// <summary>The size of each window, [b r 1].</summary>
    public Tensor Total { get; }

    /// <summary>Windows of so many positions.</summary>
    public static long Count(long length, double ratio) => (length + Width(ratio) - 1) / Width(ratio);

    /// <summary>The sequence of windows.</summary>
    /// <param name="become">What states in windows [b r w d] become, [b r d]; those of one position stay what they are.</param>
    public Reduction Reduced(Func<Tensor, Tensor> become)
    {
        var states = width == 1 ? sequence.States : become(Cut(sequence.States));

        // The first of a window that is no padding.
        var first = Sizes.squeeze(-1).gt(Constant.Of(0)).to(int64).argmax(-1, keepdim: true);
        var places = Cut(sequence.Places.unsqueeze(-1)).squeeze(-1).gather(-1, first).squeeze(-1);
        return new(new(states, Total.squeeze(-1), places), Shares, Back);
    }

    // A whole number.
    private static long Width(double ratio) => Math.Max(1, (long)Math.Round(ratio));

    private Tensor Back(Tensor states) => states.repeat_interleave(width, 1).narrow(1, 0, sequence.Length);

    // Each window's share of its own positions, [b r s].
    private Tensor Shares()
    {
        var share = Sizes.squeeze(-1) / Total.clamp_min(Constant.Of(1)); // [b r w]
        var own = eye(count, dtype: float32, device: share.device).repeat_interleave(width, 1); // [r r·w]
        return (share.flatten(1).unsqueeze(1) * own.unsqueeze(0)).narrow(2, 0, sequence.Length);
    }

    // [b s d] → [b r w d], zeros after the end.
    private Tensor Cut(Tensor x) =>
        nn.functional.pad(x, [0, 0, 0, (count * width) - sequence.Length]).view(x.size(0), count, width, x.size(2));
}
