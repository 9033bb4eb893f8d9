using Heed.Allocation;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>What every allocation keeps to, over random lengths, paddings, ratios and states.</summary>
public abstract class AllocationLaws<TAllocation>
    where TAllocation : IAllocation
{
    [Law]
    public void As_many_are_left_of_a_row_as_its_real_positions_allow(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var counts = one.Sequence.Counts.data<long>().ToArray();
        Assert.Equal(
            counts.Select(count => count == 0 ? 0 : TAllocation.Left(count, one.Ratio)),
            one.Reduce<TAllocation>().Left.Counts.data<long>().ToArray());
        Assert.All(counts.Where(count => count > 0), count => Assert.InRange(TAllocation.Left(count, one.Ratio), 1, count));
    }

    [Law]
    public void Attention_over_what_is_left_is_attention_over_what_was_there(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var reduced = one.Reduce<TAllocation>();
        Same.Close(reduced.Left.Real.to(float32), reduced.Shares.sum(-1));
        Assert.True(reduced.Shares.ge(0).all().item<bool>());
        Same.Zero(reduced.Shares * one.Sequence.Real.logical_not().unsqueeze(1).to(float32));
    }

    [Law]
    public void At_ratio_1_all_is_left_as_it_was_and_comes_back(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed) { Ratio = 1 };
        var (reduced, real) = (one.Reduce<TAllocation>(), one.Sequence.Real.unsqueeze(-1).to(float64));
        Same.Close(one.Sequence.States * real, reduced.Back(reduced.Left.States) * real, 1e-6);
        Same.Close(one.Sequence.Sizes.sum(1), reduced.Left.Sizes.sum(1));
    }

    [Law]
    public void Padding_and_the_rows_beside_it_change_nothing(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var (together, alone) = (one.Reduce<TAllocation>(), one.Row(0).Reduce<TAllocation>());
        var left = alone.Left.Length;
        Same.Close(alone.Left.Sizes, together.Left.Sizes.narrow(0, 0, 1).narrow(1, 0, left).masked_fill(Beyond(left), 0), 1e-5);

        // In what order those that are left stand, a row decides by itself.
        var real = alone.Left.Real.unsqueeze(-1).to(float64);
        Same.Close(alone.Left.States * real, together.Left.States.narrow(0, 0, 1).narrow(1, 0, left) * real, 1e-5);

        Tensor Beyond(long count) => zeros(1, count, @bool);
    }

    [Law]
    public void Every_position_gets_a_state_back_and_gradients_reach_what_is_left(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var leaf = one.Sequence.States.detach().requires_grad_();
        var reduced = TAllocation.Reduce(one.Sequence with { States = leaf }, one.Received, one.Ratio);
        var back = reduced.Back(reduced.Left.States);
        Assert.Equal(one.Sequence.States.shape, back.shape);
        (reduced.Left.States.sum().Plus(back.sum())).backward();
        Same.Finite(leaf.grad!);
        Same.Finite(back);
    }
}

public class TopTokensLaws : AllocationLaws<TopTokens>
{
    [Law]
    public void Those_that_stay_are_the_ones_that_receive_most_and_the_others_come_back_unchanged(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var reduced = one.Reduce<TopTokens>();
        var back = reduced.Back(reduced.Left.States * 2);
        for (var row = 0; row < one.Sequence.States.size(0); row++)
        {
            var received = one.Received[row].data<float>().ToArray();
            var real = one.Sequence.Real[row].data<bool>().ToArray();
            var count = real.Count(flag => flag);
            var expected = Enumerable.Range(0, real.Length).Where(place => real[place]).OrderByDescending(place => received[place]).Take((int)Math.Ceiling(count / one.Ratio)).Order();
            var stays = reduced.Left.Places[row].data<long>().Zip(reduced.Left.Real[row].data<bool>()).Where(pair => pair.Second).Select(pair => (int)pair.First).ToArray();
            Assert.Equal(expected, stays);
            for (var place = 0; place < real.Length; place++)
                Same.Close(one.Sequence.States[row][place] * (stays.Contains(place) ? 2 : 1), back[row][place], 1e-9);
        }
    }
}

public class FusedTokensLaws : AllocationLaws<FusedTokens>
{
    [Law]
    public void What_is_left_out_becomes_its_mean_by_the_attention_that_it_received(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var reduced = one.Reduce<FusedTokens>();
        Same.Close(reduced.Shares.to(float64).bmm(one.Sequence.States), reduced.Left.States * reduced.Left.Real.unsqueeze(-1).to(float64), 1e-5);
        for (var row = 0; row < one.Sequence.States.size(0); row++)
        {
            var kept = one.Sequence.Counts[row].item<long>() is var count && count > 0 ? FusedTokens.Left(count, one.Ratio) : 0;
            var last = reduced.Shares[row][(int)Math.Max(0, kept - 1)].data<float>().ToArray();
            var received = one.Received[row].data<float>().ToArray();
            var fused = Enumerable.Range(0, last.Length).Where(place => last[place] > 0).ToArray();
            Assert.All(fused, place => Assert.Equal(received[place] / fused.Sum(other => received[other]), last[place], 1e-4));
        }
    }
}

public class MeanWindowsLaws : AllocationLaws<MeanWindows>
{
    [Law]
    public void The_mean_by_sizes_is_conserved(Seed seed) => AllocationCase.Conserves<MeanWindows>(seed);
}

public class MaxWindowsLaws : AllocationLaws<MaxWindows>
{
    [Law]
    public void A_channel_is_the_greatest_of_its_window(Seed seed)
    {
        using var scope = NewDisposeScope();
        var one = new AllocationCase(seed);
        var reduced = one.Reduce<MaxWindows>();
        var own = reduced.Shares.gt(0).unsqueeze(-1); // [b r s 1]
        var greatest = one.Sequence.States.unsqueeze(1).masked_fill(own.logical_not(), -1e30).amax([2]);
        Same.Close(greatest.masked_fill(reduced.Left.Real.logical_not().unsqueeze(-1), 0), reduced.Left.States, 1e-9);
    }
}

public class MergedTokensLaws : AllocationLaws<MergedTokens>
{
    [Law]
    public void The_mean_by_sizes_is_conserved(Seed seed) => AllocationCase.Conserves<MergedTokens>(seed);

    [Fact]
    public void The_likest_pair_is_merged_first()
    {
        using var scope = NewDisposeScope();
        var states = tensor(new double[] { 1, 0, 0, 1, 0.9, 0.1, -1, 0, 0, -1, 0.1, 1 }, [1, 6, 2]);
        var reduced = MergedTokens.Reduce(Sequence.Of(states), ones(1, 6), 6 / 5.0);

        // 0, 2 and 4 look among 1, 3 and 5; 2 and 5 point the same way more than others do.
        Assert.Equal(new long[] { 0, 1, 3, 4, 5 }, reduced.Left.Places[0].data<long>().ToArray());
        Same.Close(tensor(new float[] { 1, 1, 1, 1, 2 }), reduced.Left.Sizes[0]);
        Same.Close(tensor(new[] { 0.5, 0.55 }), reduced.Left.States[0][4], 1e-6);
    }
}
