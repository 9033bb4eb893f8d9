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
