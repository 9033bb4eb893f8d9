using Heed.Layers;
using TorchSharp;

namespace Heed.Host;

/// <summary>Checks of the libtorch that was loaded.</summary>
public static class TorchChecks
{
    /// <summary>Every check; where libtorch cannot be loaded, that alone.</summary>
    public static IEnumerable<Checkup> All()
    {
        try
        {
            return All(LibTorch.Load());
        }
        catch (UserError error)
        {
            return [new("libtorch", Verdict.Failure, "not loaded", error.Message)];
        }
    }

    private static IEnumerable<Checkup> All(LoadedLibTorch loaded) =>
    [
        new("libtorch", Verdict.Good, $"{loaded.Version} from {loaded.Origin}, {loaded.Folder}"),
        Versions(loaded.Version, Packages.TorchSharpVersion, LoadedLibraries.Count("libtorch_cpu.so")),
        new("LibTorchSharp", Verdict.Good, loaded.WeakCopy ? $"weak copy {loaded.Bindings}" : loaded.Bindings),
        Cuda(loaded, File.Exists("/proc/driver/nvidia/version")),
        Float32Products(),
        Checkup.If(
            Allocator.Tuned, "allocator", Allocator.Tuned ? "glibc, keeps big blocks" : "not glibc's, or fixed", "Slower, but right."),
        Threads(torch.get_num_threads(), Environment.ProcessorCount),
    ];

    /// <summary>Whether the parts fit each other.</summary>
    public static Checkup Versions(string libtorch, string torchSharp, int copies)
    {
        var found = $"TorchSharp {torchSharp}, libtorch {libtorch}";
        return copies > 1
            ? new("versions", Verdict.Failure, $"{found}, {copies} copies of libtorch loaded", "Unset LD_PRELOAD and LD_LIBRARY_PATH.")
            : Checkup.If(
                new LibTorchFolder("", libtorch, "").Fits, "versions", found,
                $"TorchSharp {torchSharp} was built for libtorch {LibTorchFolder.WantedVersion}: load that one.", Verdict.Failure);
    }

    /// <summary>Whether a CUDA device lies idle.</summary>
    public static Checkup Cuda(LoadedLibTorch loaded, bool driver) => Checkup.If(
        loaded.Cuda || !driver,
        "CUDA",
        loaded.Cuda ? "a device is there and this libtorch uses it"
            : driver ? "a driver is there, this libtorch does not use it"
            : "no driver: experiments run on the processor",
        $"Set {LibTorchFolder.Variable} to the torch/lib folder of a PyTorch {LibTorchFolder.WantedVersion} with CUDA.");

    /// <summary>Threads that libtorch computes on.</summary>
    public static Checkup Threads(int threads, int cores) => Checkup.If(
        threads <= cores, "threads", $"{threads} on {cores} cores",
        $"Set OMP_NUM_THREADS={cores}: more threads than cores wait for each other.");

    private static Checkup Float32Products()
    {
        var before = FastMath.InForce;
        var on = FastMath.Tune();
        var (error, products) = (FastMath.RelativeError(), MachineOutline.Products);
        FastMath.Float32ThroughOneDnn(before);
        return Checkup.If(
            on || Processor.IsIntel,
            "float32 products",
            $"{products}; relative error {error:0.0e+0}",
            "This libtorch has no exact switch to oneDNN here: slower on processors that are not Intel's, but right.");
    }
}
