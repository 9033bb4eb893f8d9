using Heed.Attention;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class KeyValueCacheLaws
{
    [Law]
    public void Decoding_with_a_cache_equals_decoding_in_full(ModelCase @case)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = @case.Model(ScalarType.Float64);
        var draw = new Draw(@case.Seed, ScalarType.Float64);
        var y = draw.Normal(@case.Batch, @case.Target, @case.Width);
        var tokens = draw.Ids(0, 3, @case.Batch, @case.Source);
        tokens.select(1, 0).fill_(1);
        var mask = AttentionMask.Padding(tokens);
        var memory = model.Encode(draw.Normal(@case.Batch, @case.Source, @case.Width), mask);
        using var cache = model.Cache(memory, @case.Target);
        var steps = Enumerable.Range(0, @case.Target).Select(t => model.DecodeNext(y.narrow(1, t, 1), cache, mask)).ToArray();
        Same.Close(model.Decode(y, memory, mask), cat(steps, 1), 1e-9);
    }

    [Law]
    public void Rows_that_change_places_among_those_of_one_example_go_on_as_if_each_had_always_been_there(ModelCase @case)
    {
        const int beams = 3;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = @case.Model(ScalarType.Float64);
        var draw = new Draw(@case.Seed, ScalarType.Float64);
        var tokens = draw.Ids(0, 3, @case.Batch, @case.Source);
        tokens.select(1, 0).fill_(1);
        var mask = AttentionMask.Padding(tokens);
        var memory = model.Encode(draw.Normal(@case.Batch, @case.Source, @case.Width), mask);
        using var cache = model.Cache(memory, @case.Target, @case.Batch * beams);
        var masks = AttentionMask.Padding(tokens.repeat_interleave(beams, 0));
        var past = empty(@case.Batch * beams, 0, @case.Width, dtype: float64);
        for (var step = 0; step < @case.Target; step++)
        {
            long[] from = [.. Enumerable.Range(0, @case.Batch * beams).Select(row => (row / beams * beams) + (long)draw.Below(0, beams))];
            cache.Select(from);
            var newest = draw.Normal(@case.Batch * beams, 1, @case.Width);
            past = cat([past.index_select(0, tensor(from)), newest], 1);
            var full = model.Decode(past, memory.repeat_interleave(beams, 0), masks);
            Same.Close(full.narrow(1, step, 1), model.DecodeNext(newest, cache, mask), 1e-9);
        }
    }

    [Theory]
    [InlineData(new long[] { 0, 1, 2 })]
    [InlineData(new long[] { 2, 1, 2, 3 })]
    [InlineData(new long[] { 0, 1, 2, -1 })]
    [InlineData(new long[] { 0, 1, 2, 4 })]
    public void A_row_cannot_go_on_from_another_examples_past(long[] from)
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(layers: 1, rows: 4, heads: 1, headWidth: 1, maximumLength: 1);
        cache.KeepCross(0, ones(2, 1, 2, 1), zeros(2, 1, 2, 1));
        Assert.Throws<ArgumentException>(() => cache.Select(from));
    }

    [Fact]
    public void Where_there_is_no_source_a_row_goes_on_from_any_other()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(layers: 1, rows: 2, heads: 1, headWidth: 1, maximumLength: 2);
        cache.Append(0, tensor([1f, 2]).view(2, 1, 1, 1), tensor([3f, 4]).view(2, 1, 1, 1));
        cache.Advance();
        cache.Select([1, 1]);
        var (keys, values) = cache.Append(0, zeros(2, 1, 1, 1), zeros(2, 1, 1, 1));
        Assert.Equal([2f, 0, 2, 0], keys.contiguous().data<float>().ToArray());
        Assert.Equal([4f, 0, 4, 0], values.contiguous().data<float>().ToArray());
    }

    [Fact]
    public void Several_tokens_appended_at_once_are_followed_by_the_next()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(layers: 2, rows: 1, heads: 1, headWidth: 1, maximumLength: 3);
        cache.Append(1, full([1, 1, 2, 1], 1.0), full([1, 1, 2, 1], 4.0));
        cache.Advance(2);
        var (keys, values) = cache.Append(1, full([1, 1, 1, 1], 2.0), full([1, 1, 1, 1], 5.0));
        Assert.Equal([1f, 1, 2], keys.contiguous().data<float>().ToArray());
        Assert.Equal([4f, 4, 5], values.contiguous().data<float>().ToArray());
    }

    [Fact]
    public void What_heads_see_is_asked_for_once_and_lives_as_long_as_the_cache()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(layers: 2, rows: 1, heads: 1, headWidth: 1, maximumLength: 3);
        var asked = 0;
        SpanRow? Seen()
        {
            using var step = NewDisposeScope();
            return cache.Seen(1, () => ++asked == 1 ? new(tensor([2f]), Ramp: 1, Causal: true) : null);
        }

        Assert.Same(Seen(), Seen());
        Assert.Equal([0f, 0, 0], Seen()!.Of(3).Bias.contiguous().data<float>().ToArray());
        Assert.Equal((1, 3L), (asked, Seen()!.Keys));
        Assert.Null(cache.Seen(0, () => null));
    }

    [Fact]
    public void The_source_is_kept_once_and_before_it_is_read()
    {
        using var scope = NewDisposeScope();
        using var cache = new KeyValueCache(layers: 1, rows: 1, heads: 1, headWidth: 1, maximumLength: 1);
        Assert.Throws<InvalidOperationException>(() => cache.Cross(0));
        cache.KeepCross(0, ones(1, 1, 2, 1), zeros(1, 1, 2, 1));
        Assert.Equal(2, cache.Cross(0).Keys.sum().item<float>());
        Assert.Throws<InvalidOperationException>(() => cache.KeepCross(0, ones(1, 1, 2, 1), ones(1, 1, 2, 1)));
    }
}
