using Heed.Attention;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class AlibiLaws
{
    // Powers of two, and what the authors' get_slopes gives for 3, 6 and 12 heads, worked out by hand.
    [Theory]
    [InlineData(1, new[] { 8 })]
    [InlineData(2, new[] { 4, 8 })]
    [InlineData(8, new[] { 1, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData(3, new[] { 4, 8, 2 })]
    [InlineData(6, new[] { 2, 4, 6, 8, 1, 3 })]
    [InlineData(12, new[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new[] { 0.5, 1.5, 2.5, 3.5 })]
    public void Slopes_are_the_published_powers_of_one_half(int heads, int[] powers, double[]? between = null)
    {
        using var scope = NewDisposeScope();
        var expected = powers.Select(power => (double)power).Concat(between ?? []).Select(power => (float)Math.Pow(2, -power));
        Same.Close(tensor(expected.ToArray()).view(-1, 1, 1), Alibi.Slopes(heads), 1e-7);
    }

    [Law]
    public void Between_positions_a_bias_is_that_of_where_they_stand(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (heads, length) = (draw.Below(1, 9), draw.Below(1, 7));
        var slopes = Alibi.Slopes(heads);
        long[] queries = [.. Enumerable.Range(0, 3).Select(_ => (long)draw.Below(0, length))], keys = [.. Enumerable.Range(0, 5).Select(_ => (long)draw.Below(0, length))];
        var whole = Alibi.Bias(slopes, length, length).index_select(2, tensor(queries)).index_select(3, tensor(keys));
        Same.Close(whole.expand(2, -1, -1, -1), Alibi.Between(slopes, tensor(queries).expand(2, -1), tensor(keys).expand(2, -1)), 1e-6);
    }

    [Law]
    public void A_bias_is_minus_slope_times_distance_and_the_last_queries_have_the_last_rows(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (heads, keys) = (draw.Below(1, 9), draw.Below(1, 7));
        var (slopes, queries) = (Alibi.Slopes(heads), draw.Below(1, keys + 1));
        var whole = Alibi.Bias(slopes, keys, keys);
        Assert.Equal([1, heads, keys, keys], whole.shape);
        for (var i = 0; i < keys; i++)
        {
            for (var j = 0; j < keys; j++)
                Same.Close(slopes.flatten() * -Math.Abs(i - j), whole[0].select(2, j).select(1, i));
        }

        Same.Bits(whole.narrow(2, keys - queries, queries), Alibi.Bias(slopes, queries, keys));
    }

    [Law]
    public void Keys_that_stand_anywhere_are_biased_by_their_distance_each_group_by_its_own(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (rows, groups, shared, keys) = (draw.Below(1, 4), draw.Below(1, 4), draw.Below(1, 4), draw.Below(1, 6));
        var slopes = Alibi.Slopes(groups * shared);
        var distances = draw.Ids(0, 20, rows, groups, keys);
        var bias = Alibi.Behind(slopes, distances);
        Assert.Equal([rows, groups * shared, 1, keys], bias.shape);
        for (var head = 0; head < groups * shared; head++)
            Same.Close(distances.select(1, head / shared) * slopes[head, 0, 0] * -1, bias.select(1, head).select(1, 0));
        var back = arange(keys - 1, -1, -1).view(1, 1, keys);
        Same.Bits(Alibi.Bias(slopes, 1, keys), Alibi.Behind(slopes, back));
    }

    [Law]
    public void Where_all_scores_are_equal_weights_fall_by_the_slope_with_every_step_away_and_masks_still_hide(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var (mask, allowed) = (@case with { Queries = @case.Keys }).Mask();
        var slopes = Alibi.Slopes(@case.Heads);
        var biased = (mask ?? AttentionMask.From(ones_like(allowed))).Biased(Alibi.Bias(slopes, allowed.size(2), allowed.size(3)));
        var zero = zeros(@case.Batch, @case.Heads, @case.Keys, @case.HeadWidth);
        var weights = Attend.Observed(zero, zero, zero, biased).Weights;
        Same.Zero(weights.masked_fill(allowed, 0));
        Same.Close(allowed.any(-1).to(float32), weights.sum(-1));
        var both = allowed.narrow(3, 1, @case.Keys - 1) & allowed.narrow(3, 0, @case.Keys - 1);
        var here = arange(@case.Keys).unsqueeze(1).ge(arange(1, @case.Keys)).to(float32).mul_(2).sub_(1); // 1 up to the query, then -1
        var ratio = weights.narrow(3, 1, @case.Keys - 1).log() - weights.narrow(3, 0, @case.Keys - 1).log();
        Same.Close((slopes * here).expand_as(ratio).masked_fill(both.logical_not(), 0), ratio.masked_fill(both.logical_not(), 0), 1e-4);
        Same.Exactly(biased.And(AttentionMask.Causal(@case.Keys)).Alive!.expand(@case.Batch, @case.Heads, @case.Keys, 1),
            (allowed & ones(@case.Keys, @case.Keys).tril().to(@bool)).any(-1, keepdim: true).to(float32));
    }
}
