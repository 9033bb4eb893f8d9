using Heed.Layers;

namespace Heed.Host;

/// <summary>What this machine decides of how fast forms compute, and why, in a line for people.</summary>
internal static class MachineOutline
{
    /// <summary>Of the libtorch that was loaded and tuned.</summary>
    public static string Now =>
        $"float32 products {Products}; bfloat16 multiplied {(Processor.MultipliesBFloat16 ? "faster than" : "no faster than")} float32; " +
        (Allocator.Tuned ? "memory kept from step to step" : "memory given back at each step, for the allocator is not glibc's or is fixed");

    /// <summary>Which way float32 products take now, and why.</summary>
    public static string Products =>
        FastMath.InForce ? "through oneDNN, for MKL is slower on processors that are not Intel's"
        : Processor.IsIntel ? "by MKL, for this processor is Intel's"
        : "as libtorch makes them, for it has no exact switch to oneDNN here";
}
