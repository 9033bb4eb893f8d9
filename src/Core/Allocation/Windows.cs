using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>A sequence in windows of neighbours; the last may hold fewer.</summary>
internal sealed class Windows(Sequence sequence, double ratio)
{
    private readonly int width = Width(ratio);
    private readonly long count = (sequence.Length + Width(ratio) - 1) / Width(ratio);

    /// <summary>Positions of a window: a whole number.</summary>
    public static int Width(double ratio) => Math.Max(1, (int)Math.Round(ratio));

    /// <summary>Whether each holds one position.</summary>
    public bool AreSingle => width == 1;

    /// <summary>[b s d] → [b r w d], zeros after the end.</summary>
    public Tensor Cut(Tensor x) => Filled(x).view(x.size(0), count, width, x.size(2));

    /// <summary>The sequence of windows, which have these states, [b r d].</summary>
    public Reduction Reduced(Tensor states)
    {
        var sizes = Cut(sequence.Sizes.unsqueeze(-1)).squeeze(-1); // [b r w]
        var total = sizes.sum(-1); // [b r]
        var share = sizes / total.unsqueeze(-1).clamp_min(Constant.Of(1)); // [b r w]

        // The first of a window that is no padding.
        var first = sizes.gt(Constant.Of(0)).to(int64).argmax(-1, keepdim: true);
        var places = Cut(sequence.Places.unsqueeze(-1)).squeeze(-1).gather(-1, first).squeeze(-1);
        return new(new(states, total, places), () => Spread(share), Back);
    }

    private Tensor Back(Tensor states) => states.repeat_interleave(width, 1).narrow(1, 0, sequence.Length);

    // [b r w] → [b r s]: each window's share of its own positions.
    private Tensor Spread(Tensor share)
    {
        var own = eye(count, dtype: float32, device: share.device).repeat_interleave(width, 1); // [r r·w]
        return (share.flatten(1).unsqueeze(1) * own.unsqueeze(0)).narrow(2, 0, sequence.Length);
    }

    private Tensor Filled(Tensor x) => nn.functional.pad(x, [0, 0, 0, (count * width) - sequence.Length]);
}
