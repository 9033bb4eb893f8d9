using System.Globalization;
using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>Checks of the machine: each gathers a figure and hands it to a pure judgement.</summary>
public static class SystemChecks
{
    private const double GiB = 1L << 30;

    /// <summary>The operating system and the processor's family.</summary>
    public static Checkup System() => Checkup.If(
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
        "system",
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, .NET {Environment.Version}",
        "Heed runs on 64-bit x86 Linux.",
        Verdict.Failure);

    /// <summary>The C++ library that this process uses.</summary>
    public static Checkup StandardLibrary()
    {
        NativeLibrary.Load("libstdc++.so.6");
        return StandardLibrary(LoadedLibraries.PathOfVersioned("libstdc++.so.6"), WeakCopy.ProvidedHere("libstdc++.so.6") ?? []);
    }

    /// <summary>A C++ library, by what it provides.</summary>
    public static Checkup StandardLibrary(string? path, IReadOnlyList<string> provided)
    {
        var newest = provided
            .Select(name => Version.TryParse(name.Replace("GLIBCXX_", "", StringComparison.Ordinal), out var version) ? version : null)
            .Max();
        var found = $"{path ?? "none loaded"}, up to GLIBCXX_{newest}";
        return provided.Contains(WeakCopy.Version)
            ? new("libstdc++", Verdict.Good, found)
            : new("libstdc++", Verdict.Good, $"{found}; LibTorchSharp asks for {WeakCopy.Version}, a weak copy does without");
    }

    /// <summary>Memory that is free now.</summary>
    public static Checkup Memory()
    {
        var line = File.ReadLines("/proc/meminfo").First(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var free = 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        // In a container the limit is lower than what the machine has.
        return Memory(Math.Min(free, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
    }

    /// <summary>Memory, in bytes.</summary>
    public static Checkup Memory(long free) => Room(
        "memory", $"{free / GiB:0.0} GiB available", free, 1 * GiB, 2 * GiB, "Close other programs, or set fewer BatchTokens.");

    /// <summary>Room on the disk that holds a folder, or that will.</summary>
    public static Checkup Disk(string name, string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return Disk(name, path, new DriveInfo(path).AvailableFreeSpace);
    }

    /// <summary>Room on a disk, in bytes.</summary>
    public static Checkup Disk(string name, string path, long free) => Room(
        name,
        $"{path}: {free / GiB:0.0} GiB free",
        free,
        0.25 * GiB,
        2 * GiB,
        "Make room: a checkpoint is three times the model, and two are kept.");

    private static Checkup Room(string name, string found, long free, double least, double enough, string mend) =>
        Checkup.If(free >= enough, name, found, mend, free < least ? Verdict.Failure : Verdict.Warning);
}
