using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class RetentionsLaws
{
    [Law]
    public void They_begin_at_1_and_their_mass_is_summed_by_the_number_of_their_layer(Seed seed)
    {
        using var scope = NewDisposeScope();
        using var owner = new Owner();
        var (draw, weights) = (seed.Draw(), new WeightStore(owner, 3));
        var (longest, rate, layer) = (draw.Below(1, 40), draw.Below(1, 400) / 10.0, draw.Below(0, 5));
        var one = weights.Retention("a.retention", longest, layer, rate);
        Same.Close(ones(longest), Retentions.Of(one, rate), 1e-6);
        Assert.Same(one, weights.Retention("a.retention", longest, layer, rate)); // shared, and counted once
        var other = weights.Retention("b.retention", longest, 2, rate);
        using (no_grad())
            other.copy_(rand(longest) / rate);
        var mass = weights.Retentions.Mass();
        Assert.Equal(((layer + 1) * longest) + (3 * Retentions.Of(other, rate).sum().item<float>()), mass.item<float>(), 1e-3 * longest);
        mass.backward();
        Same.Close(full(longest, rate * (layer + 1)), one.grad!, 1e-3);
        Same.Close(full(longest, rate * 3), other.grad!, 1e-3);
    }

    [Law]
    public void They_are_brought_back_between_0_and_1_and_no_others_are_moved(Seed seed)
    {
        using var scope = NewDisposeScope();
        using var owner = new Owner();
        var weights = new WeightStore(owner, 3);
        var kept = weights.Retention("a.retention", 9, 0, 8);
        var drawn = seed.Draw().Normal(9) / 8;
        using (no_grad())
            kept.copy_(drawn);
        weights.Retentions.Clamp();
        Same.Bits(drawn.clamp(0, 1 / 8.0), kept);
    }

    [Law]
    public void A_budget_is_their_sum_rounded_up_and_never_less_than_one(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (whole, none, rate) = (draw.Below(0, 300), draw.Below(0, 30), draw.Below(1, 300) / 10.0);
        var part = draw.Below(0, 100) / 100.0;
        float[] retentions = [.. Enumerable.Repeat(1f, whole), (float)part, .. Enumerable.Repeat(0f, none)];
        Assert.Equal(Math.Max(1, whole + (part > 0 ? 1 : 0)), Retentions.Budget(tensor(retentions) * (1 / rate), rate));
    }

    [Fact]
    public void They_are_read_in_float32_where_passes_compute_in_another_type()
    {
        using var owner = new Owner();
        var weights = new WeightStore(owner, 3, computes: ScalarType.BFloat16);
        Assert.Equal(ScalarType.Float32, weights.Retention("b", 4, 0, 10).dtype);
    }
}
