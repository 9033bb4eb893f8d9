using System.Runtime.InteropServices;
using Heed.Host;
using TorchSharp;

namespace Heed.Benchmarks;

/// <summary>libtorch as any program finds it: loaded from the package, and nothing told to it or to the C library.</summary>
internal static class PlainLibTorch
{
    private const string Bindings = "libLibTorchSharp.so";

    public static void Load()
    {
        var folder = LibTorchFolder.Find().Path;
        foreach (var library in new[] { "libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so", "libtorch.so" }.Select(name => Path.Combine(folder, name)).Where(File.Exists))
            NativeLibrary.Load(library);
        NativeLibrary.Load("libstdc++.so.6");
        var bindings = Path.Combine(Packages.Find("torchsharp", Packages.TorchSharpVersion, Bindings)!, Bindings);
        var handle = NativeLibrary.Load(WeakCopy.For(bindings, WeakCopy.ProvidedHere, WeakCopy.CacheFolder, Console.Error.WriteLine));
        NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name == "LibTorchSharp" ? handle : 0);
        torch.InitializeDeviceType(DeviceType.CPU);
    }
}
