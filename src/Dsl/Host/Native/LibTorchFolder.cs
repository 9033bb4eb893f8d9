using System.Text.RegularExpressions;

namespace Heed.Host;

/// <summary>A folder that holds libtorch's shared libraries.</summary>
/// <param name="Path">The folder of <c>libtorch_cpu.so</c>.</param>
/// <param name="Version">Its version, told without loading it, such as <c>2.10.0+cu128</c>; null where nothing tells.</param>
/// <param name="Origin">Who named the folder: an environment variable, the package folder, the build's output.</param>
public sealed partial record LibTorchFolder(string Path, string? Version, string Origin)
{
    /// <summary>The environment variable that names a folder with libtorch.</summary>
    public const string Variable = "HEED_LIBTORCH";

    /// <summary>The libtorch that the pinned TorchSharp was built for: another one crashes or computes wrongly.</summary>
    public const string WantedVersion = "2.10";

    private const string Library = "libtorch_cpu.so";

    /// <summary>Whether this is the version that TorchSharp wants.</summary>
    public bool Fits => Version is not null && (Version + ".").StartsWith(WantedVersion + ".", StringComparison.Ordinal);

    /// <summary>Which it is, where it lies and who said so, on one line.</summary>
    public string Told => $"libtorch {Version ?? "of unknown version"} from {Origin}, {Path}";

    /// <summary>Whether it can compute on a CUDA device.</summary>
    public bool HasCuda => File.Exists(System.IO.Path.Combine(Path, "libtorch_cuda.so"));

    /// <summary>The folder to load libtorch from: HEED_LIBTORCH, else what the build copied, else the package folder.</summary>
    /// <exception cref="UserError">No libtorch is there, or one of another version.</exception>
    public static LibTorchFolder Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Named(named);

        var copied = System.IO.Path.Combine(AppContext.BaseDirectory, Packages.Natives);
        if (Holds(copied))
            return new(copied, WantedVersion, "the build's output");

        return Packages.Find("libtorch-cpu-linux-x64", WantedVersion, Library) is { } package
            ? new(package, VersionOf(package), "the package folder")
            : throw new UserError(Bundle.Here is not null
                ? $"libtorch {WantedVersion} was not found: a bundle holds none. Set {Variable} to the torch/lib folder of a Python installation with " +
                $"PyTorch {WantedVersion}; there, python3 -c 'import torch; print(torch.__path__[0] + \"/lib\")' prints it."
                : $"libtorch {WantedVersion} was not found: no package libtorch-cpu-linux-x64 {WantedVersion} in " +
                $"{string.Join(" or ", Packages.Roots())}. Run `dotnet restore`, or name a folder that holds {Library} in {Variable}.");
    }

    /// <summary>The folder that a user named: libtorch's own, the one above it, or a PyTorch install.</summary>
    /// <exception cref="UserError">It holds no libtorch, or one of another or unknown version.</exception>
    public static LibTorchFolder Named(string named)
    {
        string[] places = [named, System.IO.Path.Combine(named, "lib"), System.IO.Path.Combine(named, "torch", "lib")];
        var path = places.FirstOrDefault(Holds)
            ?? throw new UserError($"{Variable}={named} holds no {Library} (nor do lib/ and torch/lib/ in it). Name the folder that does.");
        var folder = new LibTorchFolder(System.IO.Path.GetFullPath(path), VersionOf(path), Variable);
        return folder.Fits ? folder : throw new UserError(
            $"{Variable}={named} holds libtorch {folder.Version ?? "of unknown version"}; expected {WantedVersion}, which TorchSharp " +
            $"{Packages.TorchSharpVersion} was built for. Name a folder with libtorch {WantedVersion}{(Bundle.Here is null ? $", or unset {Variable}" : "")}.");
    }

    /// <summary>
    /// The version of the libtorch in a folder, from what lies beside it: <c>build-version</c> (libtorch's archive), <c>version.py</c>
    /// (PyTorch), a package's <c>.nuspec</c>, or the digits of the library's own name (Linux distributions); null where none is there.
    /// </summary>
    public static string? VersionOf(string folder)
    {
        var parent = System.IO.Path.Combine(folder, "..");
        var package = System.IO.Path.Combine(parent, "..", "..");
        return FirstMatch(System.IO.Path.Combine(parent, "build-version"), BuildVersion())
            ?? FirstMatch(System.IO.Path.Combine(parent, "version.py"), PythonVersion())
            ?? (Directory.Exists(package) ? Directory.GetFiles(package, "libtorch*.nuspec") : [])
                .Select(file => FirstMatch(file, PackageVersion())).FirstOrDefault()
            ?? Directory.GetFiles(folder, Library + "*")
                .Select(file => NumberedLibrary().Match(file).Groups[1].Value).Where(version => version.Length > 0).Max();
    }

    private static bool Holds(string folder) => File.Exists(System.IO.Path.Combine(folder, Library));

    private static string? FirstMatch(string file, Regex pattern) =>
        File.Exists(file) && pattern.Match(File.ReadAllText(file)) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\s*(\d+\.\d+\S*)")]
    private static partial Regex BuildVersion();

    [GeneratedRegex(@"__version__[^=\n]*=\s*['""](\d+\.\d+[^'""]*)")]
    private static partial Regex PythonVersion();

    [GeneratedRegex(@"\.so\.(\d+\.\d+.*)$")]
    private static partial Regex NumberedLibrary();

    [GeneratedRegex(@"<version>\s*(\d+\.\d+[^<\s]*)")]
    private static partial Regex PackageVersion();
}
