using Heed.Attention;
using Heed.Host;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Reports;

public class LayerWorkTests
{
    [Fact]
    public void A_position_is_worked_on_alone_or_with_others_or_not_at_all()
    {
        using var scope = NewDisposeScope();
        var layer = LayerWork.Of(new LayerAllocation(1, tensor([1f, 0, 0, 0, 0, 0.25f, 0, 0.75f, 0, 0, 0, 0], [1, 3, 4])));
        Assert.Equal((2, 2, 4, false), (layer.Layer, layer.Worked, layer.Positions, layer.Whole));
        Assert.Equal([0, 1, -1, 1], layer.States);
        Assert.Equal([PositionWork.Alone, PositionWork.Joined, PositionWork.Skipped, PositionWork.Joined], Enumerable.Range(0, 4).Select(place => layer[place]));
        Assert.Equal([1, 3], Assert.Single(layer.Groups));
        Assert.Equal([0, 1, 0, 1], layer.GroupOf());
    }

    [Fact]
    public void Where_states_are_mixtures_of_the_same_positions_all_are_counted_and_no_position_is_alone_or_in_a_group()
    {
        using var scope = NewDisposeScope();
        var layer = LayerWork.Of(new LayerAllocation(1, tensor([0.5f, 0.3f, 0.2f, 0, 0.6f, 0.3f, 0.1f, 0, 0.7f, 0.2f, 0.1f, 0], [1, 3, 4])));
        Assert.Equal((3, 4, false, true), (layer.Worked, layer.Positions, layer.Whole, layer.Skips));
        Assert.Equal([PositionWork.Mixed, PositionWork.Mixed, PositionWork.Mixed, PositionWork.Skipped], Enumerable.Range(0, 4).Select(place => layer[place]));
        Assert.Empty(layer.Groups);
        Assert.Equal([0, 0, 0, 0], layer.GroupOf());

        // As many mixtures as positions are not the positions.
        Assert.False(LayerWork.Of(new LayerAllocation(1, tensor([0.5f, 0.5f, 0.4f, 0.6f], [1, 2, 2]))).Whole);
    }

    [Fact]
    public void What_moves_is_averaged_over_examples_of_which_something_was_put_back_up_or_down()
    {
        Moves[] moves =
        [
            new("it", 0.5, [(0, 0.9), (1, 0.4)]) { Whole = ("", 0.1) }, new("it", 0.7, [(2, 0.6)]) { Whole = ("", 0.9) }, new("it", 0.2, []),
        ];
        var mean = Assert.Single(MovesMean.Mean("task", moves));
        Assert.Equal(("task", "it", 2), (mean.Task, mean.Of, mean.Examples));
        Assert.Equal([0.6, 0.175, 0.25, 0.3], new[] { mean.Now, mean.One, mean.Farthest, mean.Whole!.Value }.Select(one => Math.Round(one, 9)));
        Assert.Null(Assert.Single(MovesMean.Mean("task", [new("it", 0.5, [(0, 0.9)])])).Whole);
        Assert.Empty(MovesMean.Mean("task", [moves[2]]));
    }

    [Fact]
    public void Agreement_is_the_part_of_what_was_kept_that_is_among_as_many_of_the_greatest_gradients()
    {
        LayerWork[] layers = [new(1, [0, 1, 2, 3]), new(2, [0, 0, 1, -1]), new(3, [0, -1, -1, 1])];
        Assert.Equal([new(2, 3, 4, 2), new(3, 2, 4, 1)], Agreement.Of(layers, [0.1, 0.5, 0.2, 0.9]));
        Assert.Empty(Agreement.Of(layers, []));
        Assert.Empty(Agreement.Of([layers[0], new(2, [0, 0, 1, 1])], [0.1, 0.5, 0.2, 0.9]));
    }

    [Fact]
    public void Where_the_rest_is_fused_what_was_kept_is_what_stands_alone()
    {
        LayerWork[] layers = [new(1, [0, 1, 2, 3]), new(2, [2, 0, 2, 1]), new(3, [1, 0, 1, 1])];
        Assert.Equal([new(2, 2, 4, 2), new(3, 1, 4, 0)], Agreement.Of(layers, [0.1, 0.5, 0.2, 0.9], fuses: true));
    }

    [Fact]
    public void What_the_last_layer_left_comes_after_the_layers()
    {
        using var scope = NewDisposeScope();
        var left = LayerWork.Of(new(LayerAllocation.AfterLast, tensor([0f, 1], [1, 1, 2])));
        Assert.Equal("after the last", LayerWork.Name(left.Layer));
        Agreement[] last = [.. Agreement.Of([left], [1, 2])], layers = [new(10, 1, 2, 1), new(2, 1, 2, 1)];
        Assert.Equal([2, 10, 0], AgreementMean.Of("T", [last, layers]).Select(mean => mean.Layer));
    }

    [Fact]
    public void A_report_tells_the_mean_agreement_over_the_examples_that_skip()
    {
        Agreement[] one = [new(2, 3, 4, 2), new(3, 2, 4, 1)], other = [new(3, 1, 5, 1)], none = [];
        Assert.Equal([new("T", 2, 2.0 / 3, 0.75, 1), new("T", 3, 0.75, 0.35, 2)], AgreementMean.Of("T", [one, none, other]));
        Assert.Empty(AgreementMean.Of("T", [none]));
    }

    [Fact]
    public void A_report_tells_means_over_examples()
    {
        LayerWork[] one = [new(1, [0, 1, 2, 3]), new(2, [0, 0, 1, -1])], other = [new(1, [0, 1]), new(2, [0, -1])];
        Assert.Equal([new("T", 1, 3, 3, 2), new("T", 2, 1.5, 3, 2)], LayerMean.Of("T", [one, other]));
        Assert.Empty(LayerMean.Of("T", []));
    }
}
