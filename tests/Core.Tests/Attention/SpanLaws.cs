using Heed.Attention;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class SpanLaws
{
    [Law]
    public void Weights_are_those_of_the_papers_formula(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = one.Inputs();
        var (mask, real) = one.Mask();
        Same.Close(Define(one, q, k, v, real), SpanAttention.Fast(q, k, v, mask, one.Span(one.Spans())) * Queries(real), 1e-9);
    }

    [Law]
    public void Blocks_of_queries_equal_the_mask_of_all_pairs_gradients_included(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var ((q, k, v), (mask, real), mix) = (one.Inputs(float32), one.Mask(), new Draw(one.Seed ^ 4));
        Tensor[] Leaves() => [q.detach().requires_grad_(), k.detach().requires_grad_(), v.detach().requires_grad_(), one.Spans(float32).requires_grad_()];
        var (banded, whole) = (Leaves(), Leaves());
        var output = SpanAttention.Fast(banded[0], banded[1], banded[2], mask, one.Span(banded[3]), Constant.Of(0.7));
        var expected = Attend.Observed(
            whole[0], whole[1], whole[2], SpanAttention.Mask(mask, one.Span(whole[3]), one.Length), Constant.Of(0.7)).Output;
        Same.Close(expected * Queries(real), output * Queries(real), 1e-5);
        var weights = mix.Normal(output.shape) * Queries(real);
        (output * weights).sum().backward();
        (expected * weights).sum().backward();
        foreach (var (own, other) in banded.Zip(whole))
            Same.Close(other.grad!, own.grad!, 1e-4);
    }

    [Law]
    public void In_bfloat16_outputs_and_gradients_are_those_of_float64_but_for_rounding(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var ((q, k, v), (mask, real)) = (one.Inputs(bfloat16), one.Mask());
        var mix = new Draw(one.Seed ^ 4).Normal(q.shape) * Queries(real);
        Tensor[] Leaves(ScalarType type) =>
            [q.detach().to(type).requires_grad_(), k.detach().to(type).requires_grad_(), v.detach().to(type).requires_grad_(), one.Spans(float32).requires_grad_()];
        var (rounded, exact) = (Leaves(bfloat16), Leaves(float64));
        var output = SpanAttention.Fast(rounded[0], rounded[1], rounded[2], mask, one.Span(rounded[3]));
        var expected = Attend.Observed(exact[0], exact[1], exact[2], SpanAttention.Mask(mask, one.Span(exact[3]), one.Length)).Output;
        (output.to(float32) * mix).sum().backward();
        (expected * mix).sum().backward();
        Same.Close(expected.to(float32) * Queries(real), output.to(float32) * Queries(real), 0.05);
        // The gradient of a span sums over all queries, in which the roundings add up while the numbers may cancel.
        var queries = Math.Sqrt(one.Batch * one.Length);
        Near(0.2, rounded[0], exact[0]);
        Near(0.2, rounded[1], exact[1]);
        Near(0.2, rounded[2], exact[2]);
        Near(Math.Max(0.2, 0.02 * queries), rounded[3], exact[3]);

        static void Near(double tolerance, Tensor own, Tensor other) => Same.Close(
            other.grad!.to(float32), own.grad!.to(float32), tolerance * Math.Max(1, other.grad!.abs().max().to(float64).item<double>()));
    }

    [Theory]
    [InlineData(1_100)]
    [InlineData(300)]
    public void Long_sequences_in_float32_equal_the_definition_gradients_included(int span)
    {
        using var scope = NewDisposeScope();
        var (one, length) = (new SpanCase(1, 2, 1, 1_030, 16, 5), 1_030);
        var (q, k, v) = one.Inputs(float32);
        var real = arange(length).lt(1_000).unsqueeze(0);
        var mask = AttentionMask.Of(real);
        Tensor[] Leaves() => [q.detach().requires_grad_(), k.detach().requires_grad_(), v.detach().requires_grad_(), tensor([span + 0.4f, 5.4f]).requires_grad_()];
        var (fast, observed) = (Leaves(), Leaves());
        var output = SpanAttention.Fast(fast[0], fast[1], fast[2], mask, new(fast[3], 16));
        var expected = Attend.Observed(observed[0], observed[1], observed[2], SpanAttention.Mask(mask, new(observed[3], 16), length)).Output;
        Same.Close(expected * Queries(real), output * Queries(real), 1e-5);
        var mix = new Draw(6).Normal(output.shape) * Queries(real);
        (output * mix).sum().backward();
        (expected * mix).sum().backward();
        foreach (var (own, other) in fast.Zip(observed))
            Same.Close(other.grad!, own.grad!, 1e-4);
        Assert.NotEqual(0, fast[3].grad![1].item<float>());
    }

    [Law]
    public void Heads_whose_span_reaches_the_farthest_position_attend_densely(SpanCase one, bool farther)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = one.Inputs(float64);
        var (mask, real) = one.Mask();
        var spans = full([one.Heads * one.Shared], farther ? one.Length : one.Length - 1, float64);
        Same.Close(Attend.Fast(q, k, v, mask) * Queries(real), SpanAttention.Fast(q, k, v, mask, new(spans, one.Ramp)) * Queries(real), 1e-9);
    }

    [Law]
    public void No_head_sees_beyond_its_span_and_ramp_and_each_sees_all_nearer(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = one.Inputs(float32);
        var weights = Attend.Observed(q, k, v, SpanAttention.Mask(null, new(one.Spans(float32), one.Ramp, Causal: one.Causal), one.Length)).Weights;
        var at = arange(one.Length);
        var behind = at.unsqueeze(1) - at;
        var near = behind.abs().lt(one.Spans(float32).add(one.Ramp).view(-1, 1, 1)).logical_and(behind.ge(one.Causal ? 0 : -one.Length)).unsqueeze(0).expand_as(weights);
        Same.Exactly(near, weights.gt(0));
    }

    [Law]
    public void Gradients_agree_with_finite_differences_those_of_spans_included(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = one.Inputs();
        var (mask, real) = one.Mask();
        Gradients.AgreeWithDifferences(
            new(one.Seed, float64), x => SpanAttention.Fast(x[0], x[1], x[2], mask, one.Span(x[3])) * Queries(real), q, k, v, one.Spans());
    }

    [Law]
    public void What_lies_beyond_the_reach_or_comes_later_where_heads_see_back_or_is_padding_changes_nothing(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = one.Inputs(float32);
        var (mask, real) = one.Mask();
        var (span, draw) = (new SpanMask(one.Spans(float32), one.Ramp, Causal: one.Causal), new Draw(one.Seed ^ 8));
        var query = draw.Below(0, one.Length);
        var ahead = arange(one.Length) - query; // [s]
        var far = ahead.abs().gt(span.Reach).logical_or(ahead.gt(one.Causal ? 0 : one.Length));
        var other = far.unsqueeze(0).logical_or(real.logical_not()).unsqueeze(1).unsqueeze(-1); // [b 1 s 1]
        Tensor Altered(Tensor x) => where(other, draw.Normal(x.shape) * 100, x);
        Same.Exactly(
            (SpanAttention.Fast(q, k, v, mask, span) * Queries(real)).select(2, query),
            (SpanAttention.Fast(q, Altered(k), Altered(v), mask, span) * Queries(real)).select(2, query));
    }

    [Law]
    public void Rows_of_padding_and_spans_of_none_give_finite_outputs_and_gradients(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = one.Inputs(float32);
        var (mask, real) = one.Mask();
        Tensor[] leaves = [q.requires_grad_(), k.requires_grad_(), v.requires_grad_(), floor(one.Spans(float32)).requires_grad_()];
        var output = SpanAttention.Fast(q, k, v, mask, new(leaves[3], one.Ramp));
        Same.Finite(output);
        (output * Queries(real)).sum().backward();
        Array.ForEach(leaves, leaf => Same.Finite(leaf.grad!));
    }

    [Law]
    public void The_newest_query_over_all_keys_so_far_gives_what_the_whole_pass_gives_there(SpanCase one)
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = one.Inputs();
        var span = new SpanMask(one.Spans(), one.Ramp, one.Slopes(), Causal: true);
        var whole = SpanAttention.Fast(q, k, v, null, span);
        using var row = new SpanRow(span);
        var last = new Draw(one.Seed ^ 16).Below(0, one.Length);
        var newest = SpanAttention.One(q.narrow(2, last, 1), k.narrow(2, 0, last + 1), v.narrow(2, 0, last + 1), null, row);
        Same.Close(whole.narrow(2, last, 1), newest, 1e-9);
        Tensor Far(Tensor x) => where(arange(last + 1).lt(last - span.Reach).view(-1, 1), full_like(x, double.NaN), x);
        Same.Exactly(newest, SpanAttention.One(q.narrow(2, last, 1), Far(k.narrow(2, 0, last + 1)), Far(v.narrow(2, 0, last + 1)), null, row));
    }

    [Law]
    public void Spans_are_shares_of_the_longest_sequence_between_none_and_all(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (draw, longest) = (seed.Draw(), 1 + seed.Draw().Below(0, 300));
        var shares = new TorchSharp.Modules.Parameter(draw.Normal(4));
        double[] expected = [.. shares.data<float>().ToArray().Select(share => Math.Clamp((double)share, 0, 1) * longest)];
        var span = SpanMask.Of(shares, longest, 7)!;
        Same.Close(tensor(expected), span.Spans, 1e-3);
        Assert.Equal((long)Math.Ceiling(span.Spans.max().item<float>() + 7f) - 1, span.Reach);
        Assert.Null(SpanMask.Of(null, longest, 7));
    }

    [Law]
    public void A_band_holds_every_pair_within_reach_and_is_no_more_than_all(Seed seed)
    {
        var draw = seed.Draw();
        var (length, reach, causal) = (draw.Below(1, 700), draw.Below(0, 300), draw.Coin());
        var band = SpanBand.Of(length, reach, causal);
        Assert.InRange(band.Block * band.Count, length, length + band.Block - 1);
        Assert.InRange(band.Before, band.Count == 1 ? 0 : reach, reach + 128);
        Assert.Equal(causal ? 0 : band.Before, band.After);
        Assert.Equal(0, band.Keys % band.Block);
        Assert.Equal(band.Before + band.Block + band.After, band.Keys);
        Assert.Equal(band.Count * band.Block * band.Keys, band.Cells);
        Assert.InRange(band.Cells, (long)length * Math.Min(length, reach + 1), (long)length * length);
        Assert.True(band.Count > 1 || length < 256 || 8 * reach > length);
    }

    // Those that are padding see what they see: nothing is asked of them. [b s] → [b 1 s 1].
    private static Tensor Queries(Tensor real) => real.unsqueeze(1).unsqueeze(-1);

    // One number at a time.
    private static Tensor Define(SpanCase one, Tensor q, Tensor k, Tensor v, Tensor real)
    {
        double[] queries = [.. q.data<double>()], keys = [.. k.data<double>()], values = [.. v.data<double>()], spans = [.. one.Spans().data<double>()];
        var (there, slopes) = (real.data<bool>().ToArray(), one.Slopes()?.data<float>().ToArray());
        var (heads, length, output) = (one.Heads * one.Shared, one.Length, new double[queries.Length]);
        for (var row = 0; row < one.Batch * heads * length; row++)
        {
            var (batch, head, i, total) = (row / length / heads, row / length % heads, row % length, 0.0);
            for (var j = 0; j < length; j++)
            {
                var key = ((batch * one.Heads) + (head / one.Shared)) * length + j;
                double x = Math.Abs(i - j), sight = one.Causal && j > i ? 0 : Math.Clamp((one.Ramp + spans[head] - x) / one.Ramp, 0, 1);
                var score = Enumerable.Range(0, 3).Sum(e => queries[(row * 3) + e] * keys[(key * 3) + e]) / Math.Sqrt(3) - (x * (slopes?[head] ?? 0));
                var weight = there[(batch * length) + j] ? sight * Math.Exp(score) : 0;
                total += weight;
                for (var e = 0; e < 3; e++)
                    output[(row * 3) + e] += weight * values[(key * 3) + e];
            }

            for (var e = 0; e < 3; e++)
                output[(row * 3) + e] = there[(batch * length) + i] ? output[(row * 3) + e] / total : 0;
        }

        return tensor(output, q.shape);
    }
}
