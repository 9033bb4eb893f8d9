using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>What a weight begins with.</summary>
public abstract record Initial
{
    /// <summary>Values that one thread draws in a row.</summary>
    private const int Stretch = 1 << 15;

    private Initial()
    {
    }

    // The value at a place of all in a row, and how many random numbers it takes.
    private protected abstract (int Numbers, Func<long, SplitMix, double> Draw) Law { get; }

    /// <summary>Float32 values of a shape, on the CPU. They depend on the key alone, not on the threads that draw them.</summary>
    public unsafe Tensor Draw(long[] shape, ulong key)
    {
        var (numbers, draw) = Law;
        var drawn = empty(shape, float32, CPU);
        fixed (byte* bytes = drawn.bytes)
        {
            var values = (float*)bytes;
            Parallel.ForEach(Partitioner.Create(0, drawn.numel(), Stretch), stretch =>
            {
                var random = new SplitMix(key, skip: (ulong)(stretch.Item1 * numbers));
                for (var i = stretch.Item1; i < stretch.Item2; i++)
                    values[i] = (float)draw(i, random);
            });
        }

        return drawn;
    }

    /// <summary>Uniform of variance 2/(n + m) (Glorot and Bengio 2010, equation 16).</summary>
    /// <param name="inputs">n.</param>
    /// <param name="outputs">m.</param>
    public static Initial XavierUniform(int inputs, int outputs) => new Uniform(Math.Sqrt(6.0 / (inputs + outputs)));

    /// <summary>Normal of variance 2/(n + m) (Glorot and Bengio 2010, equation 12).</summary>
    /// <inheritdoc cref="XavierUniform"/>
    public static Initial XavierNormal(int inputs, int outputs) => new Normal(Math.Sqrt(2.0 / (inputs + outputs)));

    /// <summary>Normal of variance 2/n (He et al. 2015, equation 10).</summary>
    /// <inheritdoc cref="XavierUniform"/>
    public static Initial KaimingNormal(int inputs, int outputs) => new Normal(Math.Sqrt(2.0 / inputs));

    /// <summary>Normal of deviation 0.02 without what lies beyond two deviations (Devlin et al. 2019), whatever the sizes.</summary>
    /// <inheritdoc cref="XavierUniform"/>
    public static Initial TruncatedNormal(int inputs, int outputs) => new Truncated(0.02);

    /// <summary>One value everywhere.</summary>
    public sealed record Constant(double Value) : Initial
    {
        private protected override (int Numbers, Func<long, SplitMix, double> Draw) Law => (0, (_, _) => Value);
    }

    /// <summary>Rows of a matrix that are means of so many of its columns after one another: 1/each at those, 0 elsewhere.</summary>
    public sealed record Means(int Columns, int Each) : Initial
    {
        private protected override (int Numbers, Func<long, SplitMix, double> Draw) Law =>
            (0, (place, _) => place % Columns / Each == place / Columns ? 1.0 / Each : 0);
    }

    /// <summary>Uniform between −bound and bound.</summary>
    public sealed record Uniform(double Bound) : Initial
    {
        private protected override (int Numbers, Func<long, SplitMix, double> Draw) Law =>
            (1, (_, random) => Bound * ((2 * random.NextUnit()) - 1));
    }

    /// <summary>Normal of mean 0.</summary>
    public sealed record Normal(double Deviation) : Initial
    {
        private protected override (int Numbers, Func<long, SplitMix, double> Draw) Law => (2, (_, random) => Deviation * random.NextNormal());
    }

    /// <summary>Normal of mean 0, drawn again beyond two deviations.</summary>
    public sealed record Truncated(double Deviation) : Initial
    {
        // Each value takes one number, as the start of as many draws of its own as it needs.
        private protected override (int Numbers, Func<long, SplitMix, double> Draw) Law => (1, (_, random) => Deviation * Inner(new(random.Next())));

        private static double Inner(SplitMix own)
        {
            var drawn = own.NextNormal();
            while (Math.Abs(drawn) > 2)
                drawn = own.NextNormal();
            return drawn;
        }
    }
}
