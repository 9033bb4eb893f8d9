using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class HeadSpansLaws
{
    [Law]
    public void The_means_of_all_layers_are_summed_and_each_head_has_the_same_part_in_its_layers(Seed seed)
    {
        using var scope = NewDisposeScope();
        using var owner = new Owner();
        var (draw, weights) = (seed.Draw(), new WeightStore(owner, 3));
        var (heads, start, longest) = (draw.Below(1, 6), draw.Below(0, 20), draw.Below(20, 300));
        var shares = weights.Span("a.span", heads, start, longest);
        Same.Close(full(heads, start), shares * longest, 1e-3);
        Assert.Same(shares, weights.Span("a.span", heads, start, longest)); // shared, and counted once
        var other = weights.Span("b.span", heads, start, longest);
        using (no_grad())
            other.mul_(0).add_(draw.Normal(heads) * 0.2);
        var means = weights.Spans.Means();
        Assert.Equal(longest * (shares.mean() + other.mean()).item<float>(), means.item<float>(), 1e-2);
        means.backward();
        Same.Close(full(heads, (double)longest / heads), shares.grad!, 1e-4);
        Same.Bits(shares.grad!, other.grad!);
    }

    [Law]
    public void Spans_are_brought_back_between_none_and_the_longest_and_no_others_are_moved(Seed seed)
    {
        using var scope = NewDisposeScope();
        using var owner = new Owner();
        var weights = new WeightStore(owner, 3);
        var shares = weights.Span("a.span", 5, 1, 10);
        var drawn = seed.Draw().Normal(5) + 0.5;
        using (no_grad())
            shares.copy_(drawn);
        weights.Spans.Clamp();
        Same.Bits(drawn.clamp(0, 1), shares);
    }

    [Fact]
    public void They_are_read_in_float32_where_passes_compute_in_another_type()
    {
        using var owner = new Owner();
        var weights = new WeightStore(owner, 3, computes: ScalarType.BFloat16);
        Assert.Equal(ScalarType.BFloat16, weights.Vector("a", 2).dtype);
        Assert.Equal(ScalarType.Float32, weights.Span("b", 2, 0, 4).dtype);
        Assert.Same(weights.Span("b", 2, 0, 4), owner.get_parameter("b.weight"));
    }
}
