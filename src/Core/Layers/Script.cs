using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>Scripts, by which operators are reached that TorchSharp does not bind.</summary>
internal static class Script
{
    /// <summary>A script, ready to be called; null where this libtorch lacks an operator of it.</summary>
    /// <param name="source">TorchScript; it ends with a line break.</param>
    public static jit.CompilationUnit? Compile(string source)
    {
        InitializeDeviceType(DeviceType.CPU);
        try
        {
            return jit.compile(source);
        }
        catch (ExternalException)
        {
            return null;
        }
    }
}
