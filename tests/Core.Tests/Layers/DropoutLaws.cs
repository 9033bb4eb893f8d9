using Heed.Layers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class DropoutLaws
{
    [Law]
    public void Numbers_fall_to_zero_at_the_rate_or_grow_to_keep_the_mean(Seed seed)
    {
        using var scope = NewDisposeScope();
        const int count = 4_096;
        var random = new SplitMix(SplitMix.Key(seed.Value));
        var dropout = new Dropout(random.NextUnit() * 0.95, seed.Value, 1);
        var mask = dropout.Apply(ones(count));
        var kept = mask.ne(0);
        Same.Exactly(kept.to(float32) * (float)(1 / (1 - dropout.Rate)), mask);
        var sixDeviations = 6 * Math.Sqrt(dropout.Rate * (1 - dropout.Rate) / count);
        Assert.InRange(1 - kept.to(float64).mean().item<double>() - dropout.Rate, -sixDeviations, sixDeviations);
        Assert.InRange(mask.mean().item<float>() - 1, -sixDeviations / (1 - dropout.Rate), sixDeviations / (1 - dropout.Rate));
    }

    [Law]
    public void What_falls_is_what_the_hash_written_out_number_by_number_says(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (length, step) = (draw.Below(1, 70), draw.Below(1, 1_000));
        var dropout = new Dropout(0.3, seed.Value, step);
        for (var call = 0; call < 3; call++)
        {
            var key = SplitMix.Key(seed.Value, step, call);
            var expected = Enumerable.Range(0, length).Select(i => RandomHalf(i, key) < Math.Round(0.3 * 65_536)).ToArray();
            Assert.Equal(expected, dropout.Apply(ones(length)).eq(0).data<bool>().ToArray());
        }
    }

    [Law]
    public void The_same_numbers_fall_in_bfloat16_and_the_others_grow_as_much(Seed seed)
    {
        using var scope = NewDisposeScope();
        var count = seed.Draw(ScalarType.Float32).Below(1, 70);
        var (wide, narrow) = (new Dropout(0.3, seed.Value, 1).Apply(ones(count)), new Dropout(0.3, seed.Value, 1).Apply(ones(count, ScalarType.BFloat16)));
        Assert.Equal(ScalarType.BFloat16, narrow.dtype);
        Same.Exactly(wide.bfloat16(), narrow);
    }

    [Law]
    public void A_mask_computed_by_tensors_is_the_filled_one_bit_for_bit(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float32);
        var (threshold, key) = (draw.Below(0, DropoutMask.Resolution), SplitMix.Key(seed.Value));
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var mask = empty([draw.Below(1, 5), draw.Below(1, 40)], type);
            DropoutMask.Fill(mask, threshold, key);
            Same.Bits(mask, DropoutMask.Computed(mask, threshold, key));
        }
    }

    [Fact]
    public void A_mask_for_another_device_is_computed_there_without_a_number_on_the_host_and_leaves_nothing_else()
    {
        using var scope = NewDisposeScope();
        var x = zeros([1L << 40], device: new Device("meta"));
        var live = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        Assert.Equal(x.shape, new Dropout(0.5, 1, 1).Apply(x).shape);
        Assert.Equal(live + 2, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount); // the mask, and what it leaves of x
    }

    [Law]
    public void Equal_seed_step_and_call_give_equal_masks_and_any_other_gives_another(Seed seed)
    {
        using var scope = NewDisposeScope();
        var x = ones(256);
        var (one, same) = (new Dropout(0.5, seed.Value, 7), new Dropout(0.5, seed.Value, 7));
        var first = one.Apply(x);
        Same.Bits(first, same.Apply(x));
        var second = one.Apply(x);
        Same.Bits(second, same.Apply(x));
        Tensor[] others = [second, new Dropout(0.5, seed.Value, 8).Apply(x), new Dropout(0.5, seed.Value + 1, 7).Apply(x)];
        Assert.All(others, other => Same.Not(first, other));
    }

    [Law]
    public void A_residual_is_the_sum_with_what_dropout_leaves_and_so_are_its_gradients(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (x, y) = (draw.Normal(2, 3, 5), draw.Normal(2, 3, 5).requires_grad_());
        var mask = new Dropout(0.4, seed.Value, 1).Apply(ones(2, 3, 5));
        var residual = new Dropout(0.4, seed.Value, 1).Residual(x, y);
        Same.Close(x + (y * mask), residual);
        residual.sum().backward();
        Same.Close(mask, y.grad!);
    }

    [Law]
    public void Off_and_rate_zero_leave_everything_alone(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (x, y) = (draw.Normal(3, 4), draw.Normal(3, 4));
        foreach (var dropout in (Dropout[])[Dropout.Off, new(0, seed.Value, 1)])
        {
            Same.Bits(x, dropout.Apply(x));
            Same.Bits(x + y, dropout.Residual(x, y));
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_rate_outside_zero_to_one_is_refused(double rate) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate, 1, 1));

    // Neighbours, and the same place in the next call and step, agree as often as chance would have it: 1/2, in 65,536 pairs.
    [Fact]
    public void Masks_show_no_pattern_between_neighbours_calls_and_steps()
    {
        using var scope = NewDisposeScope();
        const int count = 1 << 16;
        var x = ones(count);
        var dropout = new Dropout(0.5, 11, 1);
        var mask = dropout.Apply(x);
        Tensor[] others =
        [
            .. new long[] { 1, 2, 8, 16, 256, 4_096 }.Select(distance => mask.roll(distance, 0)),
            dropout.Apply(x), new Dropout(0.5, 11, 2).Apply(x), new Dropout(0.5, 12, 1).Apply(x),
        ];
        Assert.All(others, other => Assert.InRange(mask.eq(other).to(float64).mean().item<double>(), 0.49, 0.51));
    }

    private static uint RandomHalf(int element, ulong key)
    {
        static uint Round(uint x) => ((x = ((x = (x ^ (x >> 16)) * 0x7FEB352D) ^ (x >> 15)) * 0x846CA68B) ^ (x >> 16));
        var counter = (uint)((element / 16 * 8) + (element % 8));
        var bits = Round(unchecked(Round(counter ^ (uint)key) + (uint)(key >> 32)));
        return element % 16 < 8 ? bits & 0xFFFF : bits >> 16;
    }
}
