using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// Fills dropout masks, 16 random bits an element, at about a thirtieth of the cost of libtorch's Bernoulli sampling. Element
/// 16·n + j is decided by a keyed hash of the counter 8·n + (j mod 8), so nothing depends on the width of the machine's vectors.
/// </summary>
public static class DropoutMask
{
    /// <summary>Thresholds are parts of this many.</summary>
    public const int Resolution = 1 << 16;

    private const int Block = 16;

    // What Fill does, of numbers of 64 bits that hold 32 each: what a product has beyond them overflows, and is none of what is kept.
    private const string Source =
        """
        def mixed(x: Tensor) -> Tensor:
            x = ((x ^ torch.bitwise_right_shift(x, 16)) * 2146121005) & 4294967295
            x = ((x ^ torch.bitwise_right_shift(x, 15)) * 2221713035) & 4294967295
            return x ^ torch.bitwise_right_shift(x, 16)

        def mask(like: Tensor, low: int, high: int, threshold: int, kept: float) -> Tensor:
            x = torch.arange((like.numel() + 15) // 16 * 8, device=like.device)
            x = mixed((mixed(x ^ low) + high) & 4294967295).view(-1, 8)
            halves = torch.cat([x & 65535, torch.bitwise_right_shift(x, 16)], 1).flatten()[:like.numel()]
            return ((halves >= threshold).to(like.dtype) * kept).view_as(like)

        """;

    private static readonly Lazy<jit.CompilationUnit> Compiled = new(() => jit.compile(Source));

    // What rounds float32's bits to the nearest of bfloat16, which are the upper ones.
    private const uint Half = 1 << 15;

    /// <summary>Sets each element to 0 with probability threshold / <see cref="Resolution"/>, else to what keeps the mean at 1.</summary>
    /// <param name="mask">A contiguous float32 or bfloat16 tensor on the CPU; the same elements fall in either.</param>
    /// <param name="threshold">At least 0 and below <see cref="Resolution"/>.</param>
    /// <param name="key">Equal keys give equal masks.</param>
    public static void Fill(Tensor mask, int threshold, ulong key)
    {
        var kept = Kept(mask.dtype, threshold);
        if (mask.dtype == ScalarType.BFloat16)
            Fill(MemoryMarshal.Cast<byte, ushort>(mask.bytes), threshold, key, kept >> 16);
        else
            Fill(MemoryMarshal.Cast<byte, uint>(mask.bytes), threshold, key, kept);
    }

    /// <summary>The mask that <see cref="Fill(Tensor, int, ulong)"/> would fill, computed where it will be read: nothing of its size is made on the host.</summary>
    /// <param name="like">What it is for, of any floating type, on any device.</param>
    /// <param name="threshold">At least 0 and below <see cref="Resolution"/>.</param>
    /// <param name="key">Equal keys give equal masks.</param>
    public static Tensor Computed(Tensor like, int threshold, ulong key)
    {
        using Scalar low = ((long)(uint)key).ToScalar(), high = ((long)(key >> 32)).ToScalar(), limit = ((long)threshold).ToScalar(),
            kept = ((double)BitConverter.UInt32BitsToSingle(Kept(like.dtype, threshold))).ToScalar();
        return (Tensor)Compiled.Value.invoke("mask", like, low, high, limit, kept);
    }

    // What is kept becomes this, as the bits of a float32 that the type holds.
    private static uint Kept(ScalarType type, int threshold)
    {
        var bits = BitConverter.SingleToUInt32Bits((float)Resolution / (Resolution - threshold));
        return type == ScalarType.BFloat16 ? (bits + Half) >> 16 << 16 : bits;
    }

    // Elements as bits: those that are kept are all alike.
    private static void Fill<T>(Span<T> elements, int threshold, ulong key, uint bitsOfKept)
        where T : unmanaged
    {
        var (kept, limit) = (Vector256.Create(bitsOfKept), Vector256.Create(threshold));
        var (low, high) = (Vector256.Create((uint)key), Vector256.Create((uint)(key >> 32)));
        var counter = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        Span<T> last = stackalloc T[Block];
        for (var rest = elements; !rest.IsEmpty; rest = rest[Math.Min(Block, rest.Length)..])
        {
            var block = rest.Length < Block ? last : rest;
            var bits = Hash(counter, low, high);
            var first = Keep(bits & Vector256.Create(0xFFFFu), limit, kept);
            var second = Keep(bits >>> 16, limit, kept);
            if (typeof(T) == typeof(ushort))
            {
                Vector256.Narrow(first, second).As<ushort, T>().CopyTo(block);
            }
            else
            {
                first.As<uint, T>().CopyTo(block);
                second.As<uint, T>().CopyTo(block[(Block / 2)..]);
            }

            counter += Vector256.Create(8u);
        }

        last[..(elements.Length % Block)].CopyTo(elements[^(elements.Length % Block)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Keep(Vector256<uint> half, Vector256<int> limit, Vector256<uint> kept) =>
        Vector256.GreaterThanOrEqual(half.AsInt32(), limit).AsUInt32() & kept;

    // Two rounds of Wellons' 32-bit finalizer (lowbias32, 2018), each with half of the key mixed in.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Hash(Vector256<uint> x, Vector256<uint> low, Vector256<uint> high)
    {
        x ^= low;
        x = (x ^ (x >>> 16)) * Vector256.Create(0x7FEB352Du);
        x = (x ^ (x >>> 15)) * Vector256.Create(0x846CA68Bu);
        x = (x ^ (x >>> 16)) + high;
        x = (x ^ (x >>> 16)) * Vector256.Create(0x7FEB352Du);
        x = (x ^ (x >>> 15)) * Vector256.Create(0x846CA68Bu);
        return x ^ (x >>> 16);
    }
}
