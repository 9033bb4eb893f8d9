using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Heed.Attention;
using Heed.Layers;
using TorchSharp;

namespace Heed.Host;

/// <summary>
/// float32 matrix products through oneDNN. libtorch sends them to MKL, which picks a slow kernel on processors that are not Intel's:
/// oneDNN is about twice as fast there, and as exact. On Intel's MKL is the faster, a little in products of many rows, and several times
/// in those of few, for which oneDNN brings the matrix into another order first.
/// </summary>
public static unsafe class FastMath
{
    // at::Context, as libtorch 2.10 exports it: Float32Backend.MKLDNN, Float32Op.MATMUL, Float32Precision.{NONE, BF16}.
    private const string GlobalContext = "_ZN2at13globalContextEv";
    private const string SetPrecision =
        "_ZN2at7Context19setFloat32PrecisionENS_14Float32BackendENS_9Float32OpENS_16Float32PrecisionE";
    private const int OneDnn = 2, MatMul = 3, Default = 0, AllowBFloat16 = 3;

    // Between float32's rounding (about 1e-6 here) and bfloat16's (about 4e-3).
    private const double LargestError = 1e-4;

    // Found once: decoding switches for every layer and token.
    private static readonly ConcurrentDictionary<string, (nint Context, nint Precision)> Found = new();

    // Pauses that have begun and not ended, on whatever threads.
    private static int paused;

    /// <summary>Whether float32 products go through oneDNN now.</summary>
    public static bool InForce { get; private set; }

    /// <summary>Has float32 products made by the faster of the two on this processor, and says whether that is oneDNN.</summary>
    public static bool Tune() => Float32ThroughOneDnn(!Processor.IsIntel);

    /// <summary>Switches oneDNN on or off for float32 products, and says whether it is on.</summary>
    /// <remarks>
    /// It stays off, and plain float32 in force, where this libtorch does not export the switch, and where the processor would take it as
    /// leave to round to bfloat16 (those with AMX): that is measured each time it is switched on.
    /// </remarks>
    /// <param name="on">Which.</param>
    /// <param name="setter">The name under which libtorch exports the switch.</param>
    public static bool Float32ThroughOneDnn(bool on, string setter = SetPrecision)
    {
        LibTorch.Load();
        InForce = Set(on, setter) && on && RelativeError() < LargestError;
        if (on && !InForce)
            Set(false, setter);
        SingleQuery.Around = InForce ? WithoutOneDnn : null;
        return InForce;
    }

    /// <summary>
    /// Leaves float32 products to MKL for a while, where they went through oneDNN: products of a single row, and attention of single queries, have
    /// it done sooner, for oneDNN brings the matrix into another order first, and makes a kernel for each number of keys.
    /// </summary>
    /// <returns>What ends it.</returns>
    public static IDisposable WithoutOneDnn()
    {
        lock (Found)
        {
            if (InForce && Set(false, SetPrecision))
                (InForce, paused) = (false, 1);
            else if (paused > 0)
                paused++;
            return new Ending(paused > 0);
        }
    }

    private static bool Set(bool on, string setter)
    {
        if (!Found.TryGetValue(setter, out var found))
        {
            if (!NativeLibrary.TryLoad(LoadedLibraries.PathOf("libtorch_cpu.so")!, out var library)
                || !NativeLibrary.TryGetExport(library, GlobalContext, out var context)
                || !NativeLibrary.TryGetExport(library, setter, out var precision))
                return false;
            Found[setter] = found = (context, precision);
        }

        ((delegate* unmanaged<nint, int, int, int, void>)found.Precision)(((delegate* unmanaged<nint>)found.Context)(), OneDnn, MatMul, on ? AllowBFloat16 : Default);
        return true;
    }

    private sealed class Ending(bool begun) : IDisposable
    {
        private bool begun = begun;

        public void Dispose()
        {
            lock (Found)
            {
                if (begun && --paused == 0)
                    InForce = Set(true, SetPrecision);
                begun = false;
            }
        }
    }

    /// <summary>The error of a float32 product, in the Frobenius norm, relative to the same product in float64.</summary>
    public static double RelativeError(int size = 256)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        var angles = torch.arange(Constant.Of(0), Constant.Of((long)size * size), Constant.Of(1), torch.float64).reshape(size, size);
        torch.Tensor left = angles.sin().to(torch.float32), right = (angles * Constant.Of(0.7)).cos().to(torch.float32);
        var exact = left.to(torch.float64).matmul(right.to(torch.float64));
        return ((left.matmul(right).to(torch.float64) - exact).norm() / exact.norm()).item<double>();
    }
}
