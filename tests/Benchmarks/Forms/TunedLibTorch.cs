using Heed.Host;

namespace Heed.Benchmarks;

/// <summary>libtorch as Heed loads it for a run.</summary>
internal static class TunedLibTorch
{
    public static void Load()
    {
        LibTorch.Load();
        FastMath.Tune();
    }
}
