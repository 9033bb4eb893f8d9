using Heed.Allocation;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Allocations that know in what rows and columns patches stand.</summary>
public class GridPlaceLaws
{
    [Law]
    public void A_place_has_the_row_and_the_column_that_counting_row_by_row_gives_it(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var grid = new Grid(draw.Below(1, 6), draw.Below(1, 6), draw.Below(0, 3));
        var (row, column) = grid.At(arange(grid.Length));
        Assert.True(grid.Before == 0 || column.narrow(0, 0, grid.Before).lt(0).all().item<bool>());
        long place = grid.Before;
        for (var r = 0; r < grid.Rows; r++)
        {
            for (var c = 0; c < grid.Columns; c++, place++)
                Assert.Equal((r, c), (row[place].item<long>(), column[place].item<long>()));
        }

        Assert.Equal(grid.Length, place);
        Assert.All(Enumerable.Range(0, grid.Before), before => Assert.InRange(row[before].item<long>(), long.MinValue, -1));
    }

    [Law]
    public void Pictures_that_laws_are_tried_on_have_places_of_their_grid_in_order_each_once(Seed seed)
    {
        using var scope = NewDisposeScope();
        var sequence = LawCase.DrawPicture((ulong)seed.Value).Sequence;
        Assert.True(sequence.Real.all().item<bool>());
        foreach (var row in Enumerable.Range(0, (int)sequence.Places.size(0)))
        {
            long[] places = [.. sequence.Places[row].data<long>()];
            Assert.Equal(places.Distinct().Order(), places);
            Assert.InRange(places[^1], 0, sequence.Grid!.Length - 1);
        }
    }

    [Fact]
    public void One_that_bears_what_was_left_out_before_it_keeps_all_laws() => Assert.Empty(Laws.Of<UpperRows>());

    [Fact]
    public void One_that_takes_a_picture_to_be_whole_is_told() =>
        Assert.Contains(Laws.Of<TakesItWhole>(), broken => broken.Case.Contains("of a picture of", StringComparison.Ordinal));

    [Fact]
    public void The_grid_is_known_after_every_other_allocation()
    {
        using var scope = NewDisposeScope();
        var grid = new Grid(2, 3);
        var stream = Reduction.Whole(Sequence.Of(randn(2, 6, 4)) with { Grid = grid });
        stream = stream.By<MergedTokens>(stream.Left.States, () => rand(2, 6), 1.5).By<TopTokens>(randn(2, 4, 4), () => rand(2, 4), 2);
        Assert.Equal((grid, 2), (stream.Left.Grid, stream.Left.Length));
    }

    // Those that stand highest stay; of texts the first.
    private sealed class UpperRows : IGridPlace
    {
        public static long Left(long length, double ratio) => Remaining.Share(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) =>
            Reduction.Keep(sequence, -(sequence.Grid?.At(sequence.Places).Row ?? sequence.Places), length => Left(length, ratio));
    }

    private sealed class TakesItWhole : IGridPlace
    {
        public static long Left(long length, double ratio) => UpperRows.Left(length, ratio);

        public static Reduction Reduce(Sequence sequence, Func<Tensor> received, double ratio, HeldWeights weights) => sequence.Grid is not { } grid
            ? UpperRows.Reduce(sequence, received, ratio, weights)
            : Reduction.Keep(sequence, sequence.States.narrow(1, grid.Before, sequence.Length - grid.Before).unflatten(1, grid.Rows, grid.Columns).sum([1, 2, 3]), length => Left(length, ratio));
    }
}
