using Heed.Attention;
using Heed.Layers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class AttentionLaws
{
    [Law]
    public void Rows_of_weights_are_non_negative_sum_to_one_over_what_is_allowed_and_are_zero_elsewhere(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = @case.Inputs();
        var (mask, allowed) = @case.Mask();
        var weights = Attend.Observed(q, k, v, mask).Weights;
        Xunit.Assert.True(weights.ge(0).all().item<bool>());
        Same.Zero(weights.masked_fill(allowed, 0));
        Same.Close(allowed.any(-1).to(float32), weights.sum(-1));
    }

    [Law]
    public void Rows_that_may_attend_nowhere_give_zeros_and_finite_gradients(AttentionCase @case, bool fast)
    {
        using var scope = NewDisposeScope();
        var (mask, allowed) = (@case with { Kind = MaskKind.Anything }).Mask();
        var (q, k, v) = @case.Inputs();
        Tensor[] leaves = [q.detach().requires_grad_(), k.detach().requires_grad_(), v.detach().requires_grad_()];
        var output = fast
            ? Attend.Fast(leaves[0], leaves[1], leaves[2], mask)
            : Attend.Observed(leaves[0], leaves[1], leaves[2], mask).Output;
        output.sum().backward();
        var dead = allowed.any(-1, keepdim: true).logical_not();
        Same.Zero(output * dead);
        Same.Zero(leaves[0].grad! * dead);
        Array.ForEach(leaves, leaf => Same.Finite(leaf.grad!));
    }

    [Law]
    public void The_fast_form_equals_the_observed_one_gradients_included(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var (mask, _) = @case.Mask();
        var (q, k, v) = @case.Inputs(ScalarType.Float64);
        Tensor[] Leaves() => [q.detach().requires_grad_(), k.detach().requires_grad_(), v.detach().requires_grad_()];
        var (fast, observed) = (Leaves(), Leaves());
        var output = Attend.Fast(fast[0], fast[1], fast[2], mask);
        var expected = Attend.Observed(observed[0], observed[1], observed[2], mask).Output;
        Same.Close(expected, output, 1e-9);
        var mix = new Draw(@case.Seed, ScalarType.Float64).Normal(output.shape);
        (output * mix).sum().backward();
        (expected * mix).sum().backward();
        foreach (var (one, other) in fast.Zip(observed))
            Same.Close(other.grad!, one.grad!, 1e-9);
    }

    [Law]
    public void What_keys_receive_is_the_mean_of_the_weights_over_heads_and_real_queries(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var (mask, _) = @case.Mask();
        var (q, k, v) = @case.Inputs();
        var real = new Draw(@case.Seed).Normal(q.size(0), q.size(2)).gt(0);
        var (output, received) = Attend.Weighed(q, k, v, mask, real);
        Same.Bits(Attend.Fast(q, k, v, mask), output);

        // A query that may attend nowhere is none that is real.
        var (counts, weights) = (real.to(float32).unsqueeze(1).unsqueeze(-1), Attend.Observed(q, k, v, mask is null ? null : mask with { Alive = null }).Weights);
        Same.Close((weights * counts).sum([1, 2]) / (q.size(1) * counts.sum([1, 2]).clamp_min(1)), received(), 1e-5);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [InlineData(300, true)]
    public void Long_sequences_receive_what_short_ones_do_and_give_the_same_output_where_that_is_asked_for_at_once(long queries, bool each)
    {
        using var scope = NewDisposeScope();
        var draw = new Draw(5);
        Tensor q = draw.Normal(2, queries, 2, 4).transpose(1, 2).requires_grad_(), k = draw.Normal(2, 1_030, 2, 4).transpose(1, 2), v = draw.Normal(2, 2, 1_030, 4);
        var allowed = rand(2, 1, each ? queries : 1, 1_030).gt(0.5);
        allowed[0, 0, 0].zero_();
        var (mask, real, scale) = (AttentionMask.From(allowed), rand(2, queries).gt(0.3), Constant.Of(0.7));
        var (expected, weights) = Attend.Observed(q, k, v, mask with { Alive = null }, scale);
        var counts = real.to(float32).unsqueeze(1).unsqueeze(-1);
        var received = (weights * counts).sum([1, 2]) / (2 * counts.sum([1, 2]).clamp_min(1));

        var (output, later) = Attend.Weighed(q, k, v, mask, real, scale, asked: true);
        Same.Close(received, later(), 1e-6);
        Assert.True(output.requires_grad && !later().requires_grad);
        using var untracked = no_grad();
        (output, var now) = Attend.Weighed(q, k, v, mask, real, scale, asked: true);
        Same.Close(expected * mask.Alive!, output, 1e-6);
        Same.Close(received, now(), 1e-6);
    }

    [Theory]
    [InlineData(1_024, 1)]
    [InlineData(1_025, 3)]
    public void Long_sequences_in_float32_equal_the_definition_gradients_included(long keys, long queries)
    {
        using var scope = NewDisposeScope();
        var draw = new Draw(5);
        Tensor q = draw.Normal(2, 2, queries, 4), k = draw.Normal(2, 2, keys, 4), v = draw.Normal(2, 2, keys, 4), mix = draw.Normal(2, 2, queries, 4);
        var allowed = rand(2, 1, queries, keys).gt(0.5);
        allowed.select(0, 0).zero_();
        var mask = AttentionMask.From(allowed);
        Tensor[] Leaves() => [q.detach().requires_grad_(), k.detach().requires_grad_(), v.detach().requires_grad_()];
        var (fast, observed) = (Leaves(), Leaves());
        var output = Attend.Fast(fast[0], fast[1], fast[2], mask, Constant.Of(0.7));
        var expected = Attend.Observed(observed[0], observed[1], observed[2], mask, Constant.Of(0.7)).Output;
        Same.Close(expected, output, 1e-5);
        (output * mix).sum().backward();
        (expected * mix).sum().backward();
        foreach (var (one, other) in fast.Zip(observed))
            Same.Close(other.grad!, one.grad!, 1e-5);
    }

    [Law]
    public void The_fused_form_equals_the_observed_one_gradients_included(AttentionCase @case, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (mask, _) = @case.Mask();
        var scale = new Draw(@case.Seed).Coin() ? null : Constant.Of(0.7);
        var (q, k, v) = @case.Inputs(ScalarType.Float64);
        Tensor[] Leaves() => [q.detach().requires_grad_(), k.detach().requires_grad_(), v.detach().requires_grad_()];
        var (fused, observed) = (Leaves(), Leaves());
        var output = Attend.Fused(fused[0], fused[1], fused[2], mask, scale);
        var expected = Attend.Observed(observed[0], observed[1], observed[2], mask, scale).Output;
        Same.Close(expected, output, 1e-9);
        var mix = seed.Draw(ScalarType.Float64).Normal(output.shape);
        (output * mix).sum().backward();
        (expected * mix).sum().backward();
        foreach (var (one, other) in fused.Zip(observed))
            Same.Close(other.grad!, one.grad!, 1e-9);
    }

    [Law]
    public void The_form_of_one_query_equals_the_fast_one_in_groups_masked_biased_and_scaled(AttentionCase @case, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (_, q, k, v, mask, scale) = OneQuery(@case, seed);
        Same.Close(Attend.Fast(q, k, v, mask, scale), Attend.One(q, k, v, mask, scale), 1e-9);
    }

    [Law]
    public void Rows_of_one_example_read_its_keys_as_if_each_had_them_to_itself(AttentionCase @case, Seed seed)
    {
        using var scope = NewDisposeScope();
        var rows = new Draw(@case.Seed).Below(1, 5);
        var (one, q, k, v, mask, scale) = OneQuery(@case, seed, rows);
        var own = mask is null ? null : new AttentionMask(Own(mask.Bias), mask.Alive is { } alive ? Own(alive) : null);
        Same.Close(Attend.One(q, Own(k), Own(v), own, scale), Attend.One(q, k, v, mask, scale), 1e-9);

        Tensor Own(Tensor x) => x.expand(one.Batch, -1, -1, -1).repeat_interleave(rows, 0);
    }

    [Law]
    public void The_form_that_counts_gives_the_output_of_the_one_query_form_and_the_observed_weights_of_each_key(AttentionCase @case, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, q, k, v, mask, scale) = OneQuery(@case, seed);
        var (output, received) = Attend.OneWeighed(q, k, v, mask, scale);
        Same.Close(Attend.One(q, k, v, mask, scale), output, 1e-9);
        var weights = Attend.Observed(q, k, v, mask, scale).Weights; // [b h 1 k]
        Same.Close(weights.view(one.Batch, one.Heads, -1, one.Keys).sum(2), received, 1e-9);
    }

    [Law]
    public void Attention_equals_its_definition(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = @case.Inputs(ScalarType.Float64);
        var (mask, allowed) = @case.Mask();
        Same.Close(Define(q, k, v, allowed), Attend.Fast(q, k, v, mask), 1e-9);
    }

    [Law]
    public void Gradients_agree_with_finite_differences(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = @case.Inputs(ScalarType.Float64);
        var (mask, _) = @case.Mask();
        Gradients.AgreeWithDifferences(new(@case.Seed, ScalarType.Float64), x => Attend.Fast(x[0], x[1], x[2], mask), q, k, v);
    }

    [Law]
    public void Heads_after_one_another_read_the_keys_and_values_of_their_group_in_both_forms(AttentionCase @case, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, groups) = (seed.Draw(ScalarType.Float64), @case.Heads);
        var shared = draw.Below(1, 4);
        var (_, k, v) = @case.Inputs(ScalarType.Float64);
        var q = draw.Normal(@case.Batch, groups * shared, @case.Queries, @case.HeadWidth);
        var mask = AttentionMask.From(draw.Ids(0, 3, @case.Batch, groups * shared, @case.Queries, @case.Keys).gt(0));
        var (output, weights) = Attend.Observed(q, k, v, mask);
        Same.Close(output, Attend.Fast(q, k, v, mask), 1e-9);
        for (var head = 0; head < groups * shared; head++)
        {
            Tensor Own(Tensor x, int at) => x.narrow(1, at, 1);
            var alone = new AttentionMask(Own(mask.Bias, head), Own(mask.Alive!, head));
            var expected = Attend.Observed(Own(q, head), Own(k, head / shared), Own(v, head / shared), alone);
            Same.Close(expected.Output, Own(output, head), 1e-9);
            Same.Close(expected.Weights, Own(weights, head), 1e-9);
        }
    }

    [Law]
    public void Scores_are_multiplied_by_the_scale_in_both_forms(AttentionCase @case, Seed seed)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = @case.Inputs(ScalarType.Float64);
        var (mask, _) = @case.Mask();
        var factor = seed.Draw().Below(1, 40) / 10.0;
        var expected = Attend.Observed(q * factor * Math.Sqrt(@case.HeadWidth), k, v, mask);
        var observed = Attend.Observed(q, k, v, mask, Constant.Of(factor));
        Same.Close(expected.Weights, observed.Weights, 1e-9);
        Same.Close(expected.Output, observed.Output, 1e-9);
        Same.Close(expected.Output, Attend.Fast(q, k, v, mask, Constant.Of(factor)), 1e-9);
    }

    [Law]
    public void Splitting_heads_gives_each_its_channels_and_joining_undoes_it(AttentionCase @case)
    {
        using var scope = NewDisposeScope();
        var x = new Draw(@case.Seed).Normal(@case.Batch, @case.Queries, @case.Heads * @case.HeadWidth);
        var split = Heads.Split(x, @case.Heads);
        for (var head = 0; head < @case.Heads; head++)
            Same.Bits(x.narrow(2, head * @case.HeadWidth, @case.HeadWidth), split.select(1, head));
        Same.Bits(x, Heads.Join(split));
    }

    // One number at a time, in C#.
    private static Tensor Define(Tensor q, Tensor k, Tensor v, Tensor allowed)
    {
        var (queries, keys, values, table) = (Numbers(q), Numbers(k), Numbers(v), allowed.data<bool>().ToArray());
        var (width, length) = ((int)q.size(3), (int)k.size(2));
        var output = new double[queries.Length];
        for (var row = 0; row < queries.Length / width; row++)
        {
            var first = row / (int)q.size(2) * length;
            var total = 0.0;
            for (var key = 0; key < length; key++)
            {
                if (!table[(row * length) + key])
                    continue;
                double product = 0;
                for (var e = 0; e < width; e++)
                    product += queries[(row * width) + e] * keys[((first + key) * width) + e];
                var weight = Math.Exp(product / Math.Sqrt(width));
                total += weight;
                for (var e = 0; e < width; e++)
                    output[(row * width) + e] += weight * values[((first + key) * width) + e];
            }

            for (var e = 0; e < width && total > 0; e++)
                output[(row * width) + e] /= total;
        }

        return tensor(output, q.shape);
    }

    private static double[] Numbers(Tensor x) => x.data<double>().ToArray();

    // One query a row, or several rows of them for each of keys and values: in groups, masked, biased and scaled, or not.
    private static (AttentionCase One, Tensor Q, Tensor K, Tensor V, AttentionMask? Mask, Scalar? Scale) OneQuery(AttentionCase @case, Seed seed, int rows = 1)
    {
        var one = @case with { Queries = 1, Kind = @case.Kind is MaskKind.Future or MaskKind.PaddingAndFuture ? MaskKind.Padding : @case.Kind };
        var (draw, shared) = (seed.Draw(ScalarType.Float64), seed.Draw().Below(1, 4));
        var (mask, _) = (one with { Heads = one.Heads * shared }).Mask();
        var (_, k, v) = one.Inputs(ScalarType.Float64);
        var q = draw.Normal(one.Batch * rows, one.Heads * shared, 1, one.HeadWidth);
        if (draw.Coin())
            mask = (mask ?? AttentionMask.From(ones(1, 1, 1, one.Keys, @bool))).Biased(draw.Normal(1, one.Heads * shared, 1, one.Keys).to(float32));
        return (one, q, k, v, mask, draw.Coin() ? Constant.Of(0.7) : null);
    }
}
