using System.Reflection;
using TorchSharp;

namespace Heed.Host;

/// <summary>The NuGet package folder: where the native libraries already lie, so that no build has to copy them.</summary>
public static class Packages
{
    /// <summary>Where in a package the native libraries of the one supported platform lie.</summary>
    public static readonly string Natives = Path.Combine("runtimes", "linux-x64", "native");

    /// <summary>What to do about a damaged library.</summary>
    public const string Mend = "Install it anew (a package: delete its folder, then run `dotnet restore`).";

    /// <summary>The version of the managed TorchSharp in use, such as <c>0.107.0</c>.</summary>
    public static string TorchSharpVersion { get; } = typeof(torch).Assembly.GetName().Version!.ToString(3);

    /// <summary>Folders that may hold packages: the one the build restored into, NUGET_PACKAGES, the default one.</summary>
    public static IReadOnlyList<string> Roots() =>
    [
        .. new[]
        {
            typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .FirstOrDefault(data => data.Key == "NuGetPackageRoot")?.Value,
            Environment.GetEnvironmentVariable("NUGET_PACKAGES"),
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
        }.OfType<string>().Where(root => root.Length > 0).Select(Path.TrimEndingDirectorySeparator).Distinct(),
    ];

    /// <summary>A native library that lies with the program, where a build or a bundle put it; null where it does not.</summary>
    public static string? Beside(string library) => Path.Combine(AppContext.BaseDirectory, Natives, library) is var path && File.Exists(path) ? path : null;

    /// <summary>The folder of native libraries of a package, the newest of those that fit.</summary>
    /// <param name="package">The package's name.</param>
    /// <param name="version">The version wanted, or the leading part of it.</param>
    /// <param name="library">A file that must lie in it.</param>
    public static string? Find(string package, string version, string library) => (
        from root in Roots()
        let versions = Path.Combine(root, package)
        where Directory.Exists(versions)
        from folder in Directory.GetDirectories(versions)
        let number = Version.TryParse(Path.GetFileName(folder), out var parsed) ? parsed : null
        where number is not null && $"{number}.".StartsWith(version + ".", StringComparison.Ordinal)
        let natives = Path.Combine(folder, Natives)
        where File.Exists(Path.Combine(natives, library))
        orderby number descending
        select natives).FirstOrDefault();
}
