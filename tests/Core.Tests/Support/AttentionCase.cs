using FsCheck;
using FsCheck.Fluent;
using Heed.Attention;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>What a mask of a test forbids.</summary>
public enum MaskKind
{
    Nothing,
    Padding,
    Future,
    PaddingAndFuture,
    AllButOne,
    Anything,
}

/// <summary>An attention to try: shapes, a kind of mask, and the seed of all numbers in it.</summary>
public sealed record AttentionCase(int Batch, int Heads, int Queries, int Keys, int HeadWidth, MaskKind Kind, int Seed)
{
    /// <summary>Small shapes that reach the edges: one row, one position, one head, odd heads, one channel.</summary>
    public static Gen<AttentionCase> Any { get; } =
        from batch in Gen.Choose(1, 3)
        from heads in Gen.Elements(1, 2, 3, 5)
        from queries in Gen.Choose(1, 5)
        from keys in Gen.Choose(1, 5)
        from width in Gen.Elements(1, 2, 3, 4)
        from kind in Gen.Elements(Enum.GetValues<MaskKind>())
        from seed in Gen.Choose(0, int.MaxValue)
        let square = kind is MaskKind.Future or MaskKind.PaddingAndFuture
        select new AttentionCase(batch, heads, square ? keys : queries, keys, width, kind, seed);

    /// <summary>Queries, keys and values.</summary>
    internal (Tensor Q, Tensor K, Tensor V) Inputs(ScalarType dtype = ScalarType.Float32)
    {
        var draw = new Draw(Seed, dtype);
        return (draw.Normal(Batch, Heads, Queries, HeadWidth) * 2, draw.Normal(Batch, Heads, Keys, HeadWidth) * 2,
            draw.Normal(Batch, Heads, Keys, HeadWidth));
    }

    /// <summary>The mask, and the same as a table [b h q k]: true where a query may attend to a key.</summary>
    internal (AttentionMask? Mask, Tensor Allowed) Mask()
    {
        var draw = new Draw(Seed ^ 1);
        var hidden = Enumerable.Range(0, Batch).Select(_ => (Left: draw.Coin(), Count: draw.Below(0, Keys))).ToArray();
        bool Real(int b, int k) => hidden[b].Left ? k >= hidden[b].Count : k < Keys - hidden[b].Count;
        var tokens = tensor(Enumerable.Range(0, Batch * Keys).Select(i => Real(i / Keys, i % Keys) ? 7L : 0L).ToArray(), [Batch, Keys]);
        var single = Enumerable.Range(0, Batch * Heads * Queries).Select(_ => draw.Below(0, Keys)).ToArray();
        var table = Kind switch
        {
            MaskKind.Nothing => Table((_, _, _, _) => true),
            MaskKind.Padding => Table((b, _, _, k) => Real(b, k)),
            MaskKind.Future => Table((_, _, q, k) => k <= q),
            MaskKind.PaddingAndFuture => Table((b, _, q, k) => Real(b, k) && k <= q),
            MaskKind.AllButOne => Table((b, h, q, k) => k == single[(((b * Heads) + h) * Queries) + q]),
            _ => Table((_, _, _, _) => draw.Coin()),
        };
        var mask = Kind switch
        {
            MaskKind.Nothing => null,
            MaskKind.Padding => AttentionMask.Padding(tokens),
            MaskKind.Future => AttentionMask.Causal(Keys),
            MaskKind.PaddingAndFuture => AttentionMask.Padding(tokens).And(AttentionMask.Causal(Keys)),
            _ => AttentionMask.From(table),
        };
        return (mask, table);
    }

    private Tensor Table(Func<int, int, int, int, bool> allowed) => tensor(
        (from b in Enumerable.Range(0, Batch)
         from h in Enumerable.Range(0, Heads)
         from q in Enumerable.Range(0, Queries)
         from k in Enumerable.Range(0, Keys)
         select allowed(b, h, q, k)).ToArray(),
        [Batch, Heads, Queries, Keys]);
}
