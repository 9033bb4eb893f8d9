using System.Diagnostics;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>How fast this machine multiplies matrices of a model's shape: the ceiling of training's speed.</summary>
public static class MatrixSpeed
{
    // Wider matrices are hardly faster, and would not fit everywhere.
    private const int Rows = 2_048, Repeats = 20, Widest = 1_024;

    /// <summary>Floating-point operations in a second, on a device, in a type.</summary>
    public static double Measure(int width, Device device, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        FastMath.Tune();
        width = Math.Min(width, Widest);
        var (left, right) = (ones(Rows, width, type, device), ones(width, 4 * width, type, device));
        Multiply();
        var clock = Stopwatch.StartNew();
        for (var repeat = 0; repeat < Repeats; repeat++)
            Multiply();
        return Repeats * 2.0 * Rows * width * 4 * width / clock.Elapsed.TotalSeconds;

        // A number is read, because a GPU answers before it is done.
        void Multiply()
        {
            using var product = left.mm(right);
            product.select(0, 0).select(0, 0).to(float32).item<float>();
        }
    }
}
