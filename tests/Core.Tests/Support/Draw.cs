using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Tensors of random numbers that depend on a seed alone.</summary>
internal sealed class Draw(int seed, ScalarType dtype = ScalarType.Float32)
{
    private readonly SplitMix random = new(SplitMix.Key(seed));

    /// <summary>Standard normal numbers.</summary>
    public Tensor Normal(params long[] shape) => tensor(
        Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => random.NextNormal()).ToArray(),
        shape, dtype: dtype);

    /// <summary>Ids from <paramref name="first"/> to below <paramref name="end"/>.</summary>
    public Tensor Ids(int first, int end, params long[] shape) => tensor(
        Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => (long)Below(first, end)).ToArray(),
        shape);

    /// <summary>A whole number from <paramref name="first"/> to below <paramref name="end"/>.</summary>
    public int Below(int first, int end) => first + (int)(random.NextUnit() * (end - first));

    /// <summary>True as often as not.</summary>
    public bool Coin() => random.Next() % 2 == 0;
}
