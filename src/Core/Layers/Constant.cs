using System.Collections.Concurrent;
using TorchSharp;

namespace Heed.Layers;

/// <summary>
/// Numbers in the form in which they meet tensors. TorchSharp makes that form of any number on its way into a native call, but lets
/// go of it before the call has read it: a garbage collection at that moment frees what is being read, and the call fails or, worse,
/// computes with another number. Numbers from here are kept for good, so they must be few: what changes from step to step is not one.
/// </summary>
public static class Constant
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    /// <summary>A number that lives as long as the process.</summary>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, static number => number.ToScalar());
}
