namespace Heed.Host;

/// <summary>The sole right to train one run of many, which one process has at a time; it ends with the process, however that ends.</summary>
public sealed class Claim : IDisposable
{
    private readonly FileStream held;

    private Claim(FileStream held) => this.held = held;

    /// <summary>Claims a run by a file beside its folder; null where another process has it.</summary>
    /// <param name="folder">The run's folder.</param>
    public static Claim? On(string folder)
    {
        var path = FileOf(folder);
        return WholeFile.Guard(path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                return new Claim(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException error) when (error.HResult == InUse)
            {
                return null;
            }
        });
    }

    /// <summary>Whether a process has it.</summary>
    /// <param name="folder">The run's folder.</param>
    public static bool IsHeld(string folder)
    {
        using var claim = On(folder);
        return claim is null;
    }

    /// <summary>Takes the file away where a run is done, and nobody needs a claim on it any more.</summary>
    /// <param name="folder">The run's folder.</param>
    public static void Clear(string folder) => WholeFile.Guard(FileOf(folder), () => File.Delete(FileOf(folder)));

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    private static string FileOf(string folder) => $"{Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar)}.claim";

    // EWOULDBLOCK, as .NET gives on what flock says.
    private const int InUse = 11;
}
