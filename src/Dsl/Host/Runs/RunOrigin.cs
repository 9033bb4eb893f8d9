using System.Runtime.InteropServices;
using Heed.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>What a run was begun on and with: what must be the same to have it again, bit for bit.</summary>
/// <param name="Device">What computed, for a person.</param>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="System">The operating system.</param>
/// <param name="Versions">Libraries and their versions.</param>
/// <param name="Commit">The git commit that was checked out where the experiment lies; null where that is no repository.</param>
public sealed record RunOrigin(
    string Device, int Threads, string Processor, string System, IReadOnlyDictionary<string, string> Versions, string? Commit)
{
    /// <summary>What a run that begins now is begun on and with.</summary>
    /// <param name="commit">The git commit of the experiment's source.</param>
    /// <param name="device">What computes.</param>
    /// <param name="computes">The type that passes compute in.</param>
    public static RunOrigin Of(string? commit, Device device, ScalarType computes) => new(
        device.type == DeviceType.CUDA ? $"CUDA, {ComputeType.Name(computes)}"
            : $"CPU, {ComputeType.Name(computes)}{(computes == ScalarType.Float32 && FastMath.InForce ? " through oneDNN" : "")}",
        get_num_threads(), Processors("/proc/cpuinfo") ?? "unknown", RuntimeInformation.OSDescription,
        new Dictionary<string, string>
        {
            ["Heed"] = typeof(RunOrigin).Assembly.GetName().Version!.ToString(3),
            ["TorchSharp"] = Packages.TorchSharpVersion,
            ["libtorch"] = LibTorch.Load().Version,
            ["Microsoft.ML.Tokenizers"] = typeof(Microsoft.ML.Tokenizers.Tokenizer).Assembly.GetName().Version!.ToString(3),
            [".NET"] = Environment.Version.ToString(),
        },
        commit);

    /// <summary>The name of the first processor that a list in the form of Linux names; null where it names none.</summary>
    public static string? Processors(string list) => File.Exists(list)
        ? File.ReadLines(list).Where(line => line.StartsWith("model name", StringComparison.Ordinal))
            .Select(line => line.Split(':', 2)[^1].Trim()).FirstOrDefault()
        : null;
}
