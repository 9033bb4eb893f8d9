using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>A sequence in windows of neighbours: of positions after one another, or squares of a picture's patches.</summary>
public sealed class Windows
{
    private readonly Sequence sequence;
    private readonly IWindowing windowing;

    /// <summary>The windows of a sequence.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="ratio">Positions of a window, of a square along each side; a whole number.</param>
    /// <param name="grid">Where positions stand in a picture; after one another if not said.</param>
    /// <exception cref="ArgumentException">The grid has more or fewer positions.</exception>
    public Windows(Sequence sequence, double ratio, Grid? grid = null)
    {
        // A window of one position is that position, wherever it stands.
        if (Remaining.Width(ratio) == 1)
            grid = null;
        if (grid is not null && grid.Length != sequence.Length)
            throw new ArgumentException($"A grid of {grid.Length} positions does not hold the {sequence.Length} of the sequence.", nameof(grid));
        this.sequence = sequence;
        windowing = grid is null ? new Stretches(sequence.Length, Remaining.Width(ratio)) : new Squares(grid, Remaining.Width(ratio));
        Total = windowing.Pool(sequence.Sizes.unsqueeze(-1), 0, (sizes, along) => sizes.sum(along));
    }

    /// <summary>The size of each window, [b r 1].</summary>
    internal Tensor Total { get; }

    /// <summary>The states of a window after one another, zeros in the place of what is missing: [b s d] → [b r w·d].</summary>
    public Tensor Concat(Tensor states) => windowing.Cut(states).flatten(2);

    /// <summary>Each part of a window at the position that its place stands for, the inverse of <see cref="Concat"/>: [b r w·d] → [b s d].</summary>
    public Tensor Split(Tensor windows) => windowing.Join(windows.unflatten(2, windowing.Width, windows.size(2) / windowing.Width));

    /// <summary>Whether each position is a window.</summary>
    internal bool Single => windowing.Width == 1;

    /// <inheritdoc cref="IWindowing.Pool"/>
    internal Tensor Pool(Tensor x, double missing, Func<Tensor, long, Tensor> over) => windowing.Pool(x, missing, over);

    /// <summary>The sequence of windows that became these states, [b r d].</summary>
    internal Reduction Reduced(Tensor states)
    {
        var real = sequence.Places.masked_fill(sequence.Real.logical_not(), Constant.Of(Places.Nowhere)).unsqueeze(-1);
        var places = Places.There(windowing.Pool(real, Places.Nowhere, (x, along) => x.amin([along])));
        return new(new(states, Total.squeeze(-1), places.squeeze(-1)), Shares, windowing.Spread);
    }

    /// <summary>The sequence of windows that a learned map made these states of, [b r d]; those of padding alone are zeros.</summary>
    internal Reduction Mapped(Tensor states) => Reduced(states.masked_fill(Total.eq(Constant.Of(0)), Constant.Of(0)));

    // Each window's share of its own positions, [b r s].
    private Tensor Shares()
    {
        var share = sequence.Sizes.unsqueeze(-1) / windowing.Spread(Total).clamp_min(Constant.Of(1)); // [b s 1]
        var own = windowing.Spread(eye(windowing.Count, dtype: float32, device: share.device).unsqueeze(0)); // [1 s r]
        return (share * own).transpose(1, 2);
    }
}
