using FsCheck;
using FsCheck.Fluent;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>A tiny encoder-decoder to try: shapes, with or without rotary positions, and the seed of all numbers in it.</summary>
public sealed record ModelCase(int Batch, int Source, int Target, int Heads, int HeadWidth, bool Rotary, int Seed)
{
    /// <summary>Small shapes that reach the edges: one row, one position, one head, odd heads, one channel.</summary>
    public static Gen<ModelCase> Any { get; } =
        from batch in Gen.Choose(1, 3)
        from source in Gen.Choose(1, 5)
        from target in Gen.Choose(1, 5)
        from heads in Gen.Elements(1, 2, 3, 5)
        from width in Gen.Elements(1, 2, 4)
        from rotary in Gen.Elements(false, true)
        from seed in Gen.Choose(0, int.MaxValue)
        select new ModelCase(batch, source, target, heads, width, rotary && width % 2 == 0, seed);

    /// <summary>Model width, d.</summary>
    public int Width => Heads * HeadWidth;

    /// <summary>The model.</summary>
    internal TinyTransformer Model(ScalarType dtype) => new(Width, Heads, hidden: 2 * Width, Rotary, Seed, dtype);
}
