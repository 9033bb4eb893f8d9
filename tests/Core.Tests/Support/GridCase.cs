using Heed.Allocation;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>A batch of pictures to try: odd sizes, one patch, no, one or two positions before the patches, and sides that divide or do not.</summary>
internal sealed record GridCase(Sequence Sequence, int Side, Grid Grid)
{
    /// <summary>A batch drawn from a seed.</summary>
    public static GridCase Draw(Seed seed, ScalarType dtype = ScalarType.Float32)
    {
        var draw = seed.Draw(dtype);
        var grid = new Grid(draw.Below(1, 8), draw.Below(1, 8), draw.Below(0, 3));
        return Of(draw, grid, draw.Below(1, 5));
    }

    /// <summary>A batch whose side divides its grid.</summary>
    public static GridCase Whole(Seed seed)
    {
        var draw = seed.Draw();
        var side = draw.Below(2, 4);
        return Of(draw, new(side * draw.Below(1, 4), side * draw.Below(1, 4), draw.Below(0, 3)), side);
    }

    /// <summary>The position at each place of each window, row by row; -1 where there is none.</summary>
    public int[][] Windows()
    {
        var windows = Enumerable.Range(0, Grid.Before).Select(place => (int[])[place, .. Enumerable.Repeat(-1, (Side * Side) - 1)]).ToList();
        for (var top = 0; top < Grid.Rows; top += Side)
        {
            for (var left = 0; left < Grid.Columns; left += Side)
            {
                var window = new List<int>();
                for (var row = top; row < top + Side; row++)
                {
                    for (var column = left; column < left + Side; column++)
                        window.Add(row < Grid.Rows && column < Grid.Columns ? Grid.Before + (row * Grid.Columns) + column : -1);
                }

                windows.Add([.. window]);
            }
        }

        return [.. windows];
    }

    /// <summary>What the windows become by what their states [b d] become, null where there is none: [b r d].</summary>
    public Tensor Each(Func<Tensor?[], Tensor> become) => stack(
        Windows().Select(window => become([.. window.Select(place => place < 0 ? null : Sequence.States.select(1, place))])), 1);

    /// <summary>Its first picture.</summary>
    public GridCase First() => this with
    {
        Sequence = new(Sequence.States.narrow(0, 0, 1), Sequence.Sizes.narrow(0, 0, 1), Sequence.Places.narrow(0, 0, 1)),
    };

    private static GridCase Of(Draw draw, Grid grid, int side) =>
        new(Sequence.Of(draw.Normal(draw.Below(1, 4), grid.Length, draw.Below(1, 4))), side, grid);
}
