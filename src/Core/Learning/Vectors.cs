using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heed.Learning;

/// <summary>
/// Arithmetic on lists of numbers, four at a time. Always four, and the rest one by one: sums then come in one order on every machine.
/// </summary>
internal static class Vectors
{
    /// <summary>Adds a list to another, times a factor.</summary>
    public static void Add(Span<double> sum, double factor, ReadOnlySpan<double> other)
    {
        var sums = MemoryMarshal.Cast<double, Vector256<double>>(sum);
        var others = MemoryMarshal.Cast<double, Vector256<double>>(other);
        for (var i = 0; i < sums.Length; i++)
            sums[i] += others[i] * factor;
        for (var i = sums.Length * Vector256<double>.Count; i < sum.Length; i++)
            sum[i] += other[i] * factor;
    }

    /// <summary>The sum of products.</summary>
    public static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var ones = MemoryMarshal.Cast<double, Vector256<double>>(one);
        var others = MemoryMarshal.Cast<double, Vector256<double>>(other);
        var fours = Vector256<double>.Zero;
        for (var i = 0; i < ones.Length; i++)
            fours += ones[i] * others[i];
        var sum = fours[0] + fours[1] + fours[2] + fours[3];
        for (var i = ones.Length * Vector256<double>.Count; i < one.Length; i++)
            sum += one[i] * other[i];
        return sum;
    }
}
