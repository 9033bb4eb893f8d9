using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Heed.Measuring;

/// <summary>Finds, among some pictures, the one whose pixels are nearest to another's: of least sum of squared differences. Exact.</summary>
public static class NearestPicture
{
    // Pictures that are compared with every question before the next come, so that they stay near the processor.
    private const int Tile = 64;

    // Values of which each of eight float32 sums of products still holds all its bits: 256 · 255² is below 2²⁴.
    private const int Exact = 256 * 8;

    /// <summary>The nearest picture to each question, and the squared distance; of several the first.</summary>
    /// <param name="pictures">The pixels of each picture, at least one; all of one length.</param>
    /// <param name="questions">Pixels of pictures, as many of each.</param>
    public static IReadOnlyList<(int Example, long Distance)> Find(
        IReadOnlyList<ReadOnlyMemory<byte>> pictures, IReadOnlyList<ReadOnlyMemory<byte>> questions)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pictures.Count);
        var length = (pictures[0].Length + 7) / 8 * 8;
        var nearest = Enumerable.Repeat((Example: 0, Distance: long.MaxValue), questions.Count).ToArray();
        var tile = new float[Tile * length];
        for (var first = 0; first < pictures.Count; first += Tile)
        {
            var count = Math.Min(Tile, pictures.Count - first);
            var squares = new long[count];
            for (var place = 0; place < count; place++)
                squares[place] = Load(pictures[first + place].Span, tile.AsSpan(place * length, length));
            Parallel.For(0, questions.Count, () => new float[length], (question, _, asked) =>
            {
                var square = Load(questions[question].Span, asked);
                for (var place = 0; place < count; place++)
                {
                    var distance = square + squares[place] - (2 * Product(asked, tile.AsSpan(place * length, length)));
                    if (distance < nearest[question].Distance)
                        nearest[question] = (first + place, distance);
                }

                return asked;
            }, _ => { });
        }

        return nearest;
    }

    // Bytes as floats; the sum of their squares.
    private static long Load(ReadOnlySpan<byte> pixels, Span<float> into)
    {
        var square = 0L;
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            into[pixel] = pixels[pixel];
            square += pixels[pixel] * pixels[pixel];
        }

        return square;
    }

    private static long Product(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var product = 0L;
        for (; !one.IsEmpty; one = one[Math.Min(Exact, one.Length)..], other = other[Math.Min(Exact, other.Length)..])
        {
            var ones = MemoryMarshal.Cast<float, Vector256<float>>(one[..Math.Min(Exact, one.Length)]);
            var others = MemoryMarshal.Cast<float, Vector256<float>>(other[..Math.Min(Exact, other.Length)]);
            var (even, odd) = (Vector256<float>.Zero, Vector256<float>.Zero);
            var place = 0;
            for (; place + 1 < ones.Length; place += 2)
            {
                even = Vector256.FusedMultiplyAdd(ones[place], others[place], even);
                odd = Vector256.FusedMultiplyAdd(ones[place + 1], others[place + 1], odd);
            }

            if (place < ones.Length)
                even = Vector256.FusedMultiplyAdd(ones[place], others[place], even);
            for (var lane = 0; lane < Vector256<float>.Count; lane++)
                product += (long)even[lane] + (long)odd[lane];
        }

        return product;
    }
}
