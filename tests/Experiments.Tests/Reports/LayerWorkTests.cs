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
    public void A_report_tells_means_over_examples()
    {
        LayerWork[] one = [new(1, [0, 1, 2, 3]), new(2, [0, 0, 1, -1])], other = [new(1, [0, 1]), new(2, [0, -1])];
        Assert.Equal([new("T", 1, 3, 3, 2), new("T", 2, 1.5, 3, 2)], LayerMean.Of("T", [one, other]));
        Assert.Empty(LayerMean.Of("T", []));
    }
}
