using System.Security.Cryptography;

namespace Heed.Host;

/// <summary>
/// LibTorchSharp asks for the symbol version GLIBCXX_3.4.32 (GCC 13.2), which Debian 12, Ubuntu 22.04 and RHEL 9 lack, and uses no symbol
/// of it. There Heed loads a copy that asks for it weakly. Everywhere else the library itself is loaded.
/// </summary>
public static class WeakCopy
{
    /// <summary>The one version that may be missing.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    /// <summary>The folder in which copies are kept: <c>$XDG_CACHE_HOME/heed</c>, else <c>~/.cache/heed</c>.</summary>
    public static string CacheFolder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "heed");

    /// <summary>The versions that a library asks for, not weakly, and that this system does not provide.</summary>
    public static IReadOnlyList<VersionNeed> Missing(ReadOnlySpan<byte> library, Func<string, IReadOnlyList<string>?> provided) =>
    [
        .. from need in Elf.Needed(library)
           where !need.Weak
           group need by need.Library into needs
           let versions = provided(needs.Key)
           where versions is not null
           from need in needs
           where !versions.Contains(need.Version)
           select need,
    ];

    private static IReadOnlyList<VersionNeed> Missing(string path, byte[] library, Func<string, IReadOnlyList<string>?> provided)
    {
        try
        {
            return Missing(library, provided);
        }
        catch (FormatException error)
        {
            throw new UserError($"{path} cannot be loaded: {error.Message}. {Packages.Mend}");
        }
    }

    /// <summary>What the library of a name provides in this process; null where it is not loaded.</summary>
    public static IReadOnlyList<string>? ProvidedHere(string library) =>
        LoadedLibraries.PathOfVersioned(library) is { } path ? Elf.Provided(File.ReadAllBytes(path)) : null;

    /// <summary>The path to load a library from: its own, or that of its weak copy, made when it is not there.</summary>
    /// <param name="path">The library.</param>
    /// <param name="provided">What the system's libraries provide, by name.</param>
    /// <param name="cache">The cache folder.</param>
    /// <param name="say">Told once, when a copy is made.</param>
    /// <exception cref="UserError">The system lacks more than the one version, or the copy cannot be written.</exception>
    public static string For(string path, Func<string, IReadOnlyList<string>?> provided, string cache, Action<string> say)
    {
        var library = File.ReadAllBytes(path);
        var missing = Missing(path, library, provided);
        if (missing.Count == 0)
            return path;
        if (missing.FirstOrDefault(need => need.Version != Version) is { } beyond)
            throw new UserError($"This system is too old: {path} asks {beyond.Library} for {beyond.Version}. Debian 12 or newer has it.");

        var weak = Elf.Weaken(library, Version);
        var copy = Path.Combine(cache, $"libLibTorchSharp.{Convert.ToHexStringLower(SHA256.HashData(weak))[..16]}.so");
        if (File.Exists(copy) && File.ReadAllBytes(copy).AsSpan().SequenceEqual(weak))
            return copy;

        var aside = $"{copy}.{Environment.ProcessId}";
        try
        {
            Directory.CreateDirectory(cache);
            File.WriteAllBytes(aside, weak);
            File.Move(aside, copy, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserError(
                $"{copy} cannot be written ({error.Message}). Heed needs a copy of LibTorchSharp there, or where XDG_CACHE_HOME says.");
        }

        say($"This system's libstdc++ lacks {Version}: made a copy of LibTorchSharp that does not ask for it, {copy}");
        return copy;
    }
}
