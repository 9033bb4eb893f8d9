using System.Runtime.InteropServices;
using Heed.Host;
using TorchSharp;

namespace Heed.Benchmarks;

/// <summary>libtorch as any program finds it: loaded from the package, and nothing told to it or to the C library.</summary>
internal static class PlainLibTorch
{
    public static void Load()
    {
        var folder = LibTorchFolder.Find().Path;
        foreach (var library in new[] { "libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so", "libtorch.so" }.Select(name => Path.Combine(folder, name)).Where(File.Exists))
            NativeLibrary.Load(library);
        NativeLibrary.Load("libstdc++.so.6");
        var handle = NativeLibrary.Load(WeakCopy.For(LibTorch.FindBindings(), WeakCopy.ProvidedHere, WeakCopy.CacheFolder, Console.Error.WriteLine));
        NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name == "LibTorchSharp" ? handle : 0);
        torch.InitializeDeviceType(DeviceType.CPU);
    }
}
