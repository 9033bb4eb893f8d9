using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Comparisons of tensors.</summary>
internal static class Same
{
    /// <summary>Shapes are equal, and no number differs by more than the tolerance.</summary>
    public static void Close(Tensor expected, Tensor actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.shape, actual.shape);
        if (expected.numel() == 0)
            return;
        var distance = (expected.to(float64) - actual.to(float64)).abs().max().item<double>();
        Assert.True(distance <= tolerance, $"Largest difference {distance:g3}, expected at most {tolerance:g3}.");
    }

    /// <summary>Every bit is equal.</summary>
    public static void Bits(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.contiguous().bytes.SequenceEqual(actual.contiguous().bytes), "Expected the same bits.");
    }

    /// <summary>Every number is equal, be it 0 or -0.</summary>
    public static void Exactly(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(expected.eq(actual).all().item<bool>(), "Expected the same numbers.");
    }

    /// <summary>Some number differs.</summary>
    public static void Not(Tensor expected, Tensor actual) =>
        Assert.True(expected.ne(actual).any().item<bool>(), "Expected other numbers.");

    /// <summary>Every number is exactly zero.</summary>
    public static void Zero(Tensor actual) => Assert.True(actual.eq(0).all().item<bool>(), "Expected zeros.");

    /// <summary>No number is infinite or not a number.</summary>
    public static void Finite(Tensor actual) => Assert.True(actual.isfinite().all().item<bool>(), "Expected finite numbers.");
}
