using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>A sequence on which laws are tried.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Received">The attention that each position received, [b s].</param>
/// <param name="Ratio">Positions for each that is to be left.</param>
public sealed record LawCase(Sequence Sequence, Tensor Received, double Ratio)
{
    private static readonly double[] Ratios = [1, 1.5, 2, 3, 4, 7, 40];

    /// <summary>A sequence drawn from a key: of its rows the first has a real position, the others may have none.</summary>
    public static LawCase Draw(ulong key)
    {
        var random = new SplitMix(key);
        int Below(int count) => (int)(random.NextUnit() * count);
        var (rows, length, width) = (1 + Below(3), 1 + Below(11), 1 + Below(4));
        int[] counts = [.. Enumerable.Range(0, rows).Select(row => row == 0 ? 1 + Below(length) : Below(length + 1))];
        var real = tensor([.. Cells(rows * length).Select(cell => cell % length < counts[cell / length])], [rows, length]);
        var sizes = Each(() => 1f + Below(3), rows, length);
        var sequence = Sequence.Of(Each(() => (float)random.NextNormal(), rows, length, width), real);
        return new(sequence with { Sizes = sequence.Sizes * sizes }, Each(() => (float)(random.NextUnit() + 0.01), rows, length), Ratios[Below(Ratios.Length)]);
    }

    /// <summary>A picture drawn from a key, of one patch or more, some of which may have been left out or joined before.</summary>
    public static LawCase DrawPicture(ulong key)
    {
        var random = new SplitMix(key);
        int Below(int count) => (int)(random.NextUnit() * count);
        var (rows, grid, width) = (1 + Below(3), new Grid(1 + Below(4), 1 + Below(4), Below(2)), 1 + Below(4));
        var left = 1 + Below((int)grid.Length);
        var places = Each(() => (float)random.NextUnit(), rows, grid.Length).argsort(-1).narrow(1, 0, left).sort(-1).Values;
        var sequence = Sequence.Of(Each(() => (float)random.NextNormal(), rows, left, width)) with { Places = places, Grid = grid, Sizes = Each(() => 1f + Below(3), rows, left) };
        return new(sequence, Each(() => (float)(random.NextUnit() + 0.01), rows, left), Ratios[Below(Ratios.Length)]);
    }

    /// <summary>Its first row without padding.</summary>
    public LawCase First()
    {
        var count = Sequence.Counts.cpu().data<long>()[0];
        Tensor Cut(Tensor x) => x.narrow(0, 0, 1).narrow(1, 0, count);
        return new(new(Cut(Sequence.States), Cut(Sequence.Sizes), Cut(Sequence.Places)) { Grid = Sequence.Grid }, Cut(Received), Ratio);
    }

    /// <summary>One row without padding, of so many positions, of its width and at its ratio.</summary>
    internal LawCase Long(int length) => new(
        Sequence.Of(new Initial.Normal(1).Draw([1, length, Sequence.States.size(2)], 11)), new Initial.Normal(1).Draw([1, length], 13).abs(), Ratio);

    /// <summary>What an allocation makes of it: one that may stand where a decoder attends, or in its past, finds no attention there.</summary>
    internal Reduction Reduce<TAllocation>(HeldWeights weights)
        where TAllocation : IAllocation
    {
        var early = typeof(TAllocation).IsAssignableTo(typeof(ICrossPlace)) || typeof(TAllocation).IsAssignableTo(typeof(ICausalPlace));
        return TAllocation.Reduce(Sequence, early ? Reduction.NoneReceived<TAllocation> : () => Received, Ratio, weights);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"rows of {string.Join(", ", Sequence.Counts.cpu().data<long>().ToArray())} real of {Sequence.Length} positions, width {Sequence.States.size(2)}, ratio {Ratio}" +
        (Sequence.Grid is { } grid ? $", of a picture of {grid.Rows} × {grid.Columns} patches" : "");

    // Every cell drawn anew.
    private static Tensor Each(Func<float> draw, params long[] shape) => tensor([.. Cells((int)shape.Aggregate((one, other) => one * other)).Select(_ => draw())], shape);

    private static IEnumerable<int> Cells(int count) => Enumerable.Range(0, count);
}
