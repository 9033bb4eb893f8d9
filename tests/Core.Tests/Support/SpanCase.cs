using FsCheck;
using FsCheck.Fluent;
using Heed.Attention;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Attention within spans to try: shapes, a ramp, and the seed of all numbers in it.</summary>
public sealed record SpanCase(int Batch, int Heads, int Shared, int Length, int Ramp, int Seed)
{
    /// <summary>Lengths around the blocks' edges, ramps shorter and longer than all of them.</summary>
    public static Gen<SpanCase> Any { get; } =
        from batch in Gen.Choose(1, 3)
        from heads in Gen.Elements(1, 2, 3)
        from shared in Gen.Elements(1, 2)
        from length in Gen.OneOf(Gen.Choose(1, 8), Gen.Elements(33, 64, 97, 127, 128, 129, 160, 161, 200))
        from ramp in Gen.Elements(1, 2, 5, 16, 200)
        from seed in Gen.Choose(0, int.MaxValue)
        select new SpanCase(batch, heads, shared, length, ramp, seed);

    /// <summary>Queries of heads after one another that share keys and values.</summary>
    internal (Tensor Q, Tensor K, Tensor V) Inputs(ScalarType dtype = ScalarType.Float64)
    {
        var draw = new Draw(Seed, dtype);
        return (draw.Normal(Batch, Heads * Shared, Length, 3), draw.Normal(Batch, Heads, Length, 3), draw.Normal(Batch, Heads, Length, 3));
    }

    /// <summary>Spans between those at which a key comes into sight; often none, sometimes all.</summary>
    internal Tensor Spans(ScalarType dtype = ScalarType.Float64)
    {
        var draw = new Draw(Seed ^ 2);
        return tensor(Enumerable.Range(0, Heads * Shared).Select(_ => draw.Below(0, 5) switch
        {
            0 => 0.25,
            1 => Length + 0.25,
            _ => draw.Below(0, 12) + 0.4,
        }).ToArray(), dtype: dtype);
    }

    /// <summary>The mask, if any, and the same as a table [b s]: true where a key is real; of a row at times none.</summary>
    internal (AttentionMask? Mask, Tensor Real) Mask()
    {
        var draw = new Draw(Seed ^ 1);
        var padded = draw.Coin();
        var counts = Enumerable.Range(0, Batch).Select(_ => padded ? draw.Below(0, Length + 1) : Length).ToArray();
        var real = tensor(Enumerable.Range(0, Batch * Length).Select(place => place % Length < counts[place / Length]).ToArray(), [Batch, Length]);
        return (padded ? AttentionMask.Of(real) : null, real);
    }

    /// <summary>Whether heads see back alone.</summary>
    internal bool Causal => Seed % 2 == 0;

    /// <summary>How far heads see.</summary>
    internal SpanMask Span(Tensor spans) => new(spans, Ramp, Slopes(), Causal);

    /// <summary>The slopes of the heads, if any.</summary>
    internal Tensor? Slopes() => Seed % 3 == 0 ? Alibi.Slopes(Heads * Shared) : null;
}
