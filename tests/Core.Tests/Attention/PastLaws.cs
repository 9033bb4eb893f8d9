using Heed.Allocation;
using Heed.Attention;
using Heed.Layers;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Causal attention to a past of which blocks that lie behind are read as what is left of them.</summary>
public class PastLaws
{
    [Law(MaxTest = 200)]
    public void Each_position_reads_its_block_and_the_one_before_and_of_earlier_blocks_what_is_left_of_each_alone(PastCase one)
    {
        using var scope = NewDisposeScope();
        var states = one.States(float64);
        var output = one.Attend(states).Output;
        for (var place = 0; place < one.Length; place++)
            Same.Close(ByHand(one, states, place), output.narrow(2, place, 1), 1e-6);
    }

    [Law(MaxTest = 200)]
    public void Blocks_of_queries_equal_the_definition_gradients_included(PastCase one)
    {
        using var scope = NewDisposeScope();
        Tensor fast = one.States().requires_grad_(), observed = one.States().requires_grad_();
        var (output, expected) = (one.Attend(fast).Output, one.Attend(observed, observed: true).Output);
        Same.Close(expected, output, 1e-5);
        var mix = new Draw(one.Seed ^ 4).Normal(output.shape);
        (output * mix).sum().backward();
        (expected * mix).sum().backward();
        Same.Close(observed.grad!, fast.grad!, 1e-4);
    }

    [Law]
    public void In_bfloat16_outputs_and_gradients_are_those_of_float32_but_for_rounding(PastCase one)
    {
        // What is chosen of rounded states may be something else, and a norm of two numbers tells of their rounding.
        if (one.By is nameof(MergedTokens) or nameof(ConvolvedWindows))
            return;
        using var scope = NewDisposeScope();
        var states = one.States(bfloat16);
        Tensor rounded = states.detach().requires_grad_(), exact = states.detach().to(float32).requires_grad_();
        var (output, expected) = (one.Attend(rounded).Output, one.Attend(exact).Output);
        Assert.Equal(bfloat16, output.dtype);
        Same.Close(expected, output.to(float32), 0.1);
        var mix = new Draw(one.Seed ^ 4).Normal(output.shape);
        (output.to(float32) * mix).sum().backward();
        (expected * mix).sum().backward();
        Same.Close(exact.grad!, rounded.grad!.to(float32), 0.4 * Math.Max(1, exact.grad!.abs().max().item<float>()));
    }

    [Fact]
    public void One_that_leaves_fewer_than_it_says_is_refused_by_name()
    {
        using var scope = NewDisposeScope();
        var spec = Heed.Allocation.Reduction.Spec<MeanWindows>(new Planning.PastSpec { Strategy = "Short", Ratio = 4, Block = 4 }) with { Left = (_, _) => 2 };
        var error = Assert.Throws<Heed.Allocation.AllocationError>(() => PastBlocks.Of<MeanWindows>(zeros(1, 12, 2), spec, 0));
        Assert.Equal("Short leaves 1 of 4 positions, where its Left says 2, and at least 1 is to be left: the verb laws tells more.", error.Message);
    }

    [Law(MaxTest = 200)]
    public void What_comes_later_changes_nothing(PastCase one)
    {
        using var scope = NewDisposeScope();
        var (states, at) = (one.States(), new Draw(one.Seed ^ 8).Below(0, one.Length));
        var changed = cat([states.narrow(1, 0, at + 1), new Draw(one.Seed ^ 9).Normal(one.Batch, one.Length - at - 1, states.size(2))], 1);
        Same.Close(one.Attend(states).Output.narrow(2, 0, at + 1), one.Attend(changed).Output.narrow(2, 0, at + 1), 1e-6);
    }

    [Law(MaxTest = 200)]
    public void At_ratio_1_and_where_nothing_lies_behind_attention_is_dense(PastCase one)
    {
        using var scope = NewDisposeScope();
        var states = one.States();
        var (keys, values) = one.Keys(states);
        var causal = AttentionMask.Causal(one.Length);
        if (one.Slopes is { } slopes)
            causal = causal.Biased(Alibi.Bias(slopes, one.Length, one.Length));
        var dense = Attend.Fast(one.Queries(states), keys, values, causal, Constant.Of(0.7));
        Same.Close(dense, one.Attend(states, one.Spec with { Ratio = 1 }).Output, 1e-6);
        Same.Close(dense, one.Attend(states, one.Spec with { Block = Math.Max(one.Block, (one.Length + 1) / 2) }).Output, 1e-6);

        // What is left of everything is everything, through the blocks too.
        if (one.Folds)
            Same.Close(dense, PastAttention.Fast(one.Queries(states), keys, values, keys.narrow(2, 0, one.Spec.Behind(0, one.Length) * one.Block), values.narrow(2, 0, one.Spec.Behind(0, one.Length) * one.Block), Whole(one, states), Constant.Of(0.7), one.Slopes), 1e-5);
    }

    [Law(MaxTest = 200)]
    public void Attention_is_told_of_all_positions_each_query_spends_1_and_none_on_what_comes_later(PastCase one)
    {
        using var scope = NewDisposeScope();
        var weights = one.Attend(one.States(), observed: true).Weights!;
        Assert.Equal([one.Batch, one.Groups * one.Shared, one.Length, one.Length], weights.shape);
        Same.Close(ones_like(weights.sum(-1)), weights.sum(-1), 1e-5);
        Same.Zero(weights.triu(1));
    }

    [Law(MaxTest = 200)]
    public void A_cache_that_folds_gives_each_position_what_the_whole_text_gave_it_wherever_rows_went_on_from(PastCase one)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var (states, draw) = (one.States(), new Draw(one.Seed ^ 5));
        using var cache = new KeyValueCache(1, one.Batch, one.Groups, 2, one.Length, past: one.Spec);
        for (var place = 0; place < one.Length; place++)
        {
            var newest = states.narrow(1, place, 1);
            if (cache.Push(0, newest) is { } block)
            {
                var left = one.Left(block);
                var (pastKeys, pastValues) = one.Keys(left.States);
                cache.Fold(0, pastKeys, pastValues, left.Places);
            }

            var (keys, values) = one.Keys(newest);
            (keys, values) = cache.Append(0, keys, values);
            Assert.Equal(Math.Min(place + 1, Held(one, place)), keys.size(2));
            var bias = one.Slopes is { } slopes ? new AttentionMask(Alibi.Behind(slopes, cache.Distances(0)), null) : null;
            var output = cache.Attend(0, one.Queries(newest), keys, values, bias, Constant.Of(0.7));
            Same.Close(one.Attend(states).Output.narrow(2, place, 1), output, 1e-5);
            cache.Advance();

            // Rows go on from one another's past.
            long[] from = [.. Enumerable.Range(0, one.Batch).Select(_ => (long)draw.Below(0, one.Batch))];
            cache.Select(from);
            states = cat([states.narrow(1, 0, place + 1).index_select(0, tensor(from)), states.narrow(1, place + 1, one.Length - place - 1)], 1);
        }
    }

    // Positions of the text that a cache holds, and what is left of others.
    private static long Held(PastCase one, long place)
    {
        var behind = one.Spec.Ratio == 1 ? 0 : Math.Max(0, (place / one.Block) - 1);
        return (behind * one.Spec.LeftOfBlock) + place + 1 - (behind * one.Block);
    }

    private static PastBlocks Whole(PastCase one, Tensor states)
    {
        var there = one.Spec.Behind(0, one.Length) * one.Block;
        return new(states.narrow(1, 0, there), arange(there).expand(one.Batch, there), () => eye(there), one.Spec with { Left = (length, _) => length });
    }

    // One query over a list of what it may read.
    private static Tensor ByHand(PastCase one, Tensor states, int place)
    {
        var (read, at) = (new List<Tensor>(), new List<Tensor>());
        var begins = one.Ratio == 1 ? 0 : Math.Max(0, (place / one.Block) - 1) * one.Block;
        for (var first = 0; first < begins; first += one.Block)
        {
            var places = arange(first, first + one.Block).expand(one.Batch, one.Block);
            var left = one.Left(new(states.narrow(1, first, one.Block), ones(one.Batch, one.Block), places));
            read.Add(left.States);
            at.Add(left.Places);
        }

        read.Add(states.narrow(1, begins, place + 1 - begins));
        at.Add(arange(begins, place + 1).expand(one.Batch, -1));
        var (keys, values) = one.Keys(cat(read, 1));
        var scores = one.Queries(states.narrow(1, place, 1)).matmul(keys.repeat_interleave(one.Shared, 1).transpose(2, 3)) * 0.7; // [b h 1 k]
        if (one.Slopes is { } slopes)
            scores -= slopes.unsqueeze(0) * (place - cat(at, 1)).unsqueeze(1).unsqueeze(1);
        return scores.softmax(-1).matmul(values.repeat_interleave(one.Shared, 1));
    }
}
