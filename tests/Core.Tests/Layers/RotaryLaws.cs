using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class RotaryLaws
{
    [Law]
    public void Products_depend_on_the_distance_only(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, width) = Start(seed);
        var (q, k) = (draw.Normal(1, 1, 1, width), draw.Normal(1, 1, 1, width));
        var table = Rotary.Table(16, width);
        var (i, j, shift) = (draw.Below(0, 8), draw.Below(0, 8), draw.Below(1, 9));
        double Product(int here, int there) => (Rotary.Apply(q, table, here) * Rotary.Apply(k, table, there)).sum().item<float>();
        Assert.Equal(Product(i, j), Product(i + shift, j + shift), 1e-4);
    }

    [Law]
    public void Positions_turn_by_where_each_stands(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, width) = Start(seed);
        var (x, table) = (draw.Normal(2, 3, 4, width), Rotary.Table(16, width));
        long[] places = [.. Enumerable.Range(0, 8).Select(_ => (long)draw.Below(0, 16))];
        var turned = Rotary.At(x, table, tensor(places, [2, 4]));
        for (var cell = 0; cell < 8; cell++)
            Same.Bits(Rotary.Apply(x[cell / 4].narrow(1, cell % 4, 1).unsqueeze(0), table, places[cell])[0], turned[cell / 4].narrow(1, cell % 4, 1));
    }

    [Law]
    public void Each_pair_of_channels_turns_by_its_own_angle(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, width) = Start(seed);
        var (x, position, half) = (draw.Normal(2, 3, 1, width), draw.Below(0, 16), width / 2);
        var turned = Rotary.Apply(x, Rotary.Table(16, width), position);
        for (var i = 0; i < half; i++)
        {
            var angle = position / Math.Pow(10_000, 2.0 * i / width);
            var (left, right) = (x.select(3, i), x.select(3, i + half));
            Same.Close((left * Math.Cos(angle)) - (right * Math.Sin(angle)), turned.select(3, i));
            Same.Close((right * Math.Cos(angle)) + (left * Math.Sin(angle)), turned.select(3, i + half));
        }
    }

    [Law]
    public void Norms_are_kept_and_position_zero_stays(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, width) = Start(seed);
        var x = draw.Normal(2, 3, draw.Below(1, 6), width);
        var turned = Rotary.Apply(x, Rotary.Table(8, width));
        Same.Close(x.norm(-1), turned.norm(-1));
        Same.Exactly(x.narrow(2, 0, 1), turned.narrow(2, 0, 1));
    }

    [Law]
    public void An_offset_turns_as_the_rest_of_the_sequence_would_be_turned(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, width) = Start(seed);
        var (x, table, past) = (draw.Normal(2, 3, 6, width), Rotary.Table(6, width), draw.Below(0, 6));
        Same.Exactly(Rotary.Apply(x, table).narrow(2, past, 6 - past), Rotary.Apply(x.narrow(2, past, 6 - past), table, past));
    }

    [Law]
    public void Gradients_agree_with_finite_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (_, width) = Start(seed);
        var draw = seed.Draw(ScalarType.Float64);
        var table = Rotary.Table(9, width);
        Gradients.AgreeWithDifferences(draw, x => Rotary.Apply(x[0], table, 5), draw.Normal(2, 1, 3, width));
    }

    [Fact]
    public void An_odd_head_width_is_refused() => Assert.Throws<ArgumentException>(() => Rotary.Table(4, 3));

    private static (Draw Draw, int Width) Start(Seed seed)
    {
        var draw = seed.Draw();
        return (draw, 2 * draw.Below(1, 5));
    }
}
