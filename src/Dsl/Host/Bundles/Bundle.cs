using System.Reflection;

namespace Heed.Host;

/// <summary>What a program that the <c>bundle</c> verb made knows of itself: its files lie beside it, its source elsewhere.</summary>
/// <param name="Folder">The folder of the program.</param>
/// <param name="Program">The program.</param>
/// <param name="Commit">The git commit that was checked out where it was made; null where that is no repository.</param>
public sealed record Bundle(string Folder, string Program, string? Commit)
{
    /// <summary>The bundle that this process runs from; null where it runs from its source.</summary>
    public static Bundle? Here { get; } = Built("Bundle") is null
        ? null
        : new(AppContext.BaseDirectory, Environment.ProcessPath!, Built("BundleCommit"));

    /// <summary>How a user starts it: a shell looks for a word without a slash on its PATH.</summary>
    public string Command => Path.GetRelativePath(Environment.CurrentDirectory, Program) is var path && path.Contains('/', StringComparison.Ordinal)
        ? path
        : $"./{path}";

    private static string? Built(string key) => typeof(Bundle).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(data => data.Key == key)?.Value;
}
