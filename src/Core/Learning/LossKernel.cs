using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// Cross-entropy of rows of logits on the processor, and its slope in the logits' place: what libtorch does in seven passes over memory, a
/// row at a time, which stays near the processor meanwhile. Sums are float32, in an order that the number of threads does not change.
/// </summary>
public static class LossKernel
{
    /// <summary>Whether logits are such as it takes.</summary>
    public static bool Takes(Tensor logits) =>
        logits.device_type == DeviceType.CPU && (logits.dtype is ScalarType.Float32 or ScalarType.BFloat16) && logits.is_contiguous();

    /// <summary>Puts the slope of the mean loss in the place of the logits.</summary>
    /// <param name="logits">[n v], float32 or bfloat16.</param>
    /// <param name="labels">[n], int64.</param>
    /// <param name="smoothing">The probability given away, ε.</param>
    /// <param name="share">What each row counts for in the mean.</param>
    /// <returns>The sum of the rows' losses.</returns>
    public static unsafe double Run(Tensor logits, Tensor labels, double smoothing, double share)
    {
        var (rows, classes, narrow) = ((int)logits.size(0), (int)logits.size(1), logits.dtype == ScalarType.BFloat16);
        var losses = new double[rows];
        var own = MemoryMarshal.Cast<byte, long>(labels.bytes).ToArray();
        fixed (byte* memory = logits.bytes)
        {
            var start = (nint)memory;
            Parallel.For(0, rows, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, row =>
            {
                var scratch = ArrayPool<float>.Shared.Rent(classes);
                var x = scratch.AsSpan(0, classes);
                if (narrow)
                {
                    var here = new Span<ushort>((ushort*)start + ((long)row * classes), classes);
                    Widen(here, x);
                    losses[row] = Slope(x, (int)own[row], (float)smoothing, (float)share);
                    Narrow(x, here);
                }
                else
                {
                    losses[row] = Slope(new((float*)start + ((long)row * classes), classes), (int)own[row], (float)smoothing, (float)share);
                }

                ArrayPool<float>.Shared.Return(scratch);
            });
        }

        return losses.Sum();
    }

    // -(1 - ε)·log p(label) - ε·mean(log p), and in the logits' place (p - ε/v - (1 - ε)·[label])·share.
    private static double Slope(Span<float> x, int label, float smoothing, float share)
    {
        var (greatest, sum) = GreatestAndSum(x);
        var said = x[label];
        var total = Exponentials(x, greatest);
        var even = smoothing / x.Length * share;
        var scale = share / total;
        foreach (ref var vector in Vectors(x))
            vector = (vector * scale) - Vector512.Create(even);
        foreach (ref var one in Rest(x))
            one = (one * scale) - even;
        x[label] -= (1 - smoothing) * share;
        var log = greatest + Math.Log(total);
        return log - ((1 - smoothing) * (double)said) - (smoothing * (double)sum / x.Length);
    }

    private static (float Greatest, float Sum) GreatestAndSum(Span<float> x)
    {
        var (greatest, sum) = (Vector512.Create(float.NegativeInfinity), Vector512<float>.Zero);
        foreach (var vector in Vectors(x))
            (greatest, sum) = (Vector512.Max(greatest, vector), sum + vector);
        var (most, all) = (float.NegativeInfinity, Vector512.Sum(sum));
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
            most = MathF.Max(most, greatest[lane]);
        foreach (var one in Rest(x))
            (most, all) = (MathF.Max(most, one), all + one);
        return (most, all);
    }

    private static float Exponentials(Span<float> x, float greatest)
    {
        var sum = Vector512<float>.Zero;
        foreach (ref var vector in Vectors(x))
            sum += vector = Vector512.Exp(vector - Vector512.Create(greatest));
        var total = Vector512.Sum(sum);
        foreach (ref var one in Rest(x))
            total += one = MathF.Exp(one - greatest);
        return total;
    }

    private static Span<Vector512<float>> Vectors(Span<float> x) => MemoryMarshal.Cast<float, Vector512<float>>(x);

    private static Span<float> Rest(Span<float> x) => x[(x.Length - (x.Length % Vector512<float>.Count))..];

    // The upper half of float32's bits are bfloat16's.
    private static void Widen(Span<ushort> from, Span<float> to)
    {
        var place = 0;
        for (; place + Vector512<float>.Count <= from.Length; place += Vector512<float>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create<ushort>(from[place..]));
            (Vector512.Create(low, high) << 16).AsSingle().CopyTo(to[place..]);
        }

        for (; place < from.Length; place++)
            to[place] = BitConverter.UInt32BitsToSingle((uint)from[place] << 16);
    }

    // Rounds to the nearest, to the even one of two.
    private static void Narrow(Span<float> from, Span<ushort> to)
    {
        var place = 0;
        for (; place + Vector512<float>.Count <= from.Length; place += Vector512<float>.Count)
        {
            var bits = Vector512.Create<float>(from[place..]).AsUInt32();
            bits = (bits + Vector512.Create(0x7FFFu) + ((bits >>> 16) & Vector512<uint>.One)) >>> 16;
            Vector256.Narrow(bits.GetLower(), bits.GetUpper()).CopyTo(to[place..]);
        }

        for (; place < from.Length; place++)
        {
            var bits = BitConverter.SingleToUInt32Bits(from[place]);
            to[place] = (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
        }
    }
}
