using System.Runtime.Intrinsics.X86;

namespace Heed.Layers;

/// <summary>What is told of the processor by its own CPUID instruction, and not by the clock, so that a run goes on as it began.</summary>
public static class Processor
{
    // Leaf 7: part 0 says AMX-BF16 in EDX, part 1 AVX512_BF16 in EAX.
    private const int AmxBFloat16 = 1 << 22, AvxBFloat16 = 1 << 5;

    /// <summary>Whether Intel made it.</summary>
    public static bool IsIntel { get; } = X86Base.IsSupported && X86Base.CpuId(0, 0) is { Ebx: 0x756e6547, Edx: 0x49656e69, Ecx: 0x6c65746e }; // GenuineIntel

    /// <summary>
    /// Whether it multiplies bfloat16 at more than the speed of float32: by AMX, or by AVX-512 where that is not Intel's, whose bfloat16
    /// products took twice the time of float32.
    /// </summary>
    public static bool MultipliesBFloat16 { get; } = Avx512F.IsSupported
        && ((X86Base.CpuId(7, 0).Edx & AmxBFloat16) != 0 || (!IsIntel && (X86Base.CpuId(7, 1).Eax & AvxBFloat16) != 0));
}
