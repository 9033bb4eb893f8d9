using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Scripts, by which operators are reached that TorchSharp does not bind.</summary>
public static class Script
{
    // libtorch is loaded by now, so its name leads to what is loaded.
    private const string Library = "libtorch_cpu.so";

    /// <summary>A script, ready to be called; null where this libtorch lacks its operator.</summary>
    /// <param name="source">TorchScript; it ends with a line break.</param>
    /// <param name="symbol">The name under which libtorch exports the operator. It is asked for first: a script of an operator that is missing would end the process.</param>
    public static jit.CompilationUnit? Compile(string source, string symbol)
    {
        InitializeDeviceType(DeviceType.CPU);
        return NativeLibrary.TryLoad(Library, out var library) && NativeLibrary.TryGetExport(library, symbol, out _) ? jit.compile(source) : null;
    }
}
