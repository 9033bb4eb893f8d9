using System.Diagnostics;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>How fast this machine multiplies matrices of a model's shape: the ceiling of training's speed.</summary>
public static class MatrixSpeed
{
    private const int Rows = 2_048, Repeats = 20;

    /// <summary>Floating-point operations in a second, float32.</summary>
    public static double Measure(int width)
    {
        using var scope = NewDisposeScope();
        FastMath.Float32ThroughOneDnn(true);
        var (left, right) = (ones(Rows, width), ones(width, 4 * width));
        left.mm(right).Dispose();
        var clock = Stopwatch.StartNew();
        for (var repeat = 0; repeat < Repeats; repeat++)
            left.mm(right).Dispose();
        return Repeats * 2.0 * Rows * width * 4 * width / clock.Elapsed.TotalSeconds;
    }
}
