using System.Runtime.InteropServices;
using TorchSharp;

namespace Heed.Host;

/// <summary>What <see cref="LibTorch.Load"/> loaded.</summary>
/// <param name="Folder">The folder of <c>libtorch_cpu.so</c>.</param>
/// <param name="Version">libtorch's version.</param>
/// <param name="Origin">Who named the folder.</param>
/// <param name="Bindings">The LibTorchSharp that was loaded.</param>
/// <param name="WeakCopy">Whether that is a weak copy, made because this system's libstdc++ is old.</param>
/// <param name="Cuda">Whether a CUDA device is there that this libtorch can compute on.</param>
public sealed record LoadedLibTorch(string Folder, string Version, string Origin, string Bindings, bool WeakCopy, bool Cuda)
{
    /// <summary>The device that experiments use unless told otherwise.</summary>
    public DeviceType Device => Cuda ? DeviceType.CUDA : DeviceType.CPU;
}

/// <summary>Loads libtorch and TorchSharp's bindings from where they lie. Call it before anything touches <see cref="torch"/>.</summary>
public static class LibTorch
{
    private const string Bindings = "libLibTorchSharp.so";
    private static readonly Lazy<LoadedLibTorch> Loaded = new(LoadOnce);

    /// <summary>Loads libtorch, the first time it is called; from then on it answers what was loaded.</summary>
    /// <exception cref="UserError">No libtorch fits this system: the message says what was found and what mends it.</exception>
    public static LoadedLibTorch Load() => Loaded.Value;

    private static LoadedLibTorch LoadOnce()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new UserError($"Heed runs on 64-bit x86 Linux; this is {RuntimeInformation.RuntimeIdentifier}.");

        OpenMp.SpinBriefly();
        KernelCaches.Bound();

        // A second copy of libtorch would abort the process: where one is loaded already, it stays the one.
        var folder = Path.GetDirectoryName(LoadedLibraries.PathOf("libtorch_cpu.so")) is { } already
            ? new LibTorchFolder(already, LibTorchFolder.VersionOf(already), "already loaded")
            : LibTorchFolder.Find();
        string[] inOrder = ["libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so", "libc10_cuda.so", "libtorch_cuda.so", "libtorch.so"];
        foreach (var library in inOrder.Select(name => Path.Combine(folder.Path, name)).Where(File.Exists))
            LoadLibrary(library);

        var own = FindBindings();
        NativeLibrary.Load("libstdc++.so.6");
        var bindings = WeakCopy.For(own, WeakCopy.ProvidedHere, WeakCopy.CacheFolder, Console.Error.WriteLine);
        var handle = LoadLibrary(bindings);
        NativeLibrary.SetDllImportResolver(typeof(torch).Assembly, (name, _, _) => name == "LibTorchSharp" ? handle : 0);

        Allocator.Tune();
        torch.InitializeDeviceType(DeviceType.CPU);

        // Once their number was said, MKL no longer takes fewer as it sees fit. It is said for single answers: said at once, a step rounds the same before and after one.
        torch.set_num_threads(torch.get_num_threads());
        var cuda = folder.HasCuda && torch.TryInitializeDeviceType(DeviceType.CUDA);
        return new(folder.Path, folder.Version ?? "unknown", folder.Origin, bindings, bindings != own, cuda);
    }

    /// <summary>Where TorchSharp's bindings lie: with the program, else in the package folder.</summary>
    /// <exception cref="UserError">They do not.</exception>
    public static string FindBindings() =>
        Packages.Beside(Bindings)
        ?? (Packages.Find("torchsharp", Packages.TorchSharpVersion, Bindings) is { } package ? Path.Combine(package, Bindings)
        : throw new UserError(
            $"{Bindings} was not found: no package torchsharp {Packages.TorchSharpVersion} in " +
            $"{string.Join(" or ", Packages.Roots())}. Run `dotnet restore`."));

    /// <summary>A library that was cut short (a full disk, a broken download) would end the process by a bus error.</summary>
    private static void RefuseCut(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[Elf.HeaderLength];
        var whole = Elf.LeastLength(header[..file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false)]);
        if (file.Length < whole)
            throw new FormatException($"it was cut short: {file.Length} bytes of at least {whole}. {Packages.Mend}");
    }

    private static nint LoadLibrary(string path)
    {
        try
        {
            RefuseCut(path);
            return NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException or FormatException)
        {
            throw new UserError($"{path} cannot be loaded: {error.Message.ReplaceLineEndings(" ").Trim()}");
        }
    }
}
