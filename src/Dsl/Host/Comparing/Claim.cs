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

    /// <summary>Whether claims exclude each other in a folder: some file systems lock nothing.</summary>
    /// <param name="folder">A folder.</param>
    public static bool Excludes(string folder)
    {
        var probe = Path.Combine(folder, "probe");
        try
        {
            using Claim? first = On(probe), second = On(probe);
            return second is null;
        }
        finally
        {
            Clear(probe);
        }
    }

    /// <summary>Works until all runs are done, whichever process does them: what another has is waited for, and taken over where that dies.</summary>
    /// <param name="folders">The folder of each run.</param>
    /// <param name="done">Whether a run is done, by its place.</param>
    /// <param name="work">Does a run, by its place.</param>
    /// <param name="stop">Asks for an end.</param>
    public static void Each(IReadOnlyList<string> folders, Func<int, bool> done, Action<int> work, CancellationToken stop)
    {
        for (var (open, waits) = (Open(), false); open.Count > 0 && !stop.IsCancellationRequested; open = Open())
        {
            var worked = false;
            foreach (var place in open.TakeWhile(_ => !stop.IsCancellationRequested))
            {
                using var claim = On(folders[place]);
                // Its end may have come between.
                if (claim is null || done(place))
                    continue;
                work(place);
                worked = true;
            }

            if (worked || stop.IsCancellationRequested)
                continue;
            if (!waits)
                Terminal.Say($"{folders[open[0]]}: another process trains this; its end is waited for.");
            waits = true;
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(0.5));
        }

        List<int> Open() => [.. Enumerable.Range(0, folders.Count).Where(place => !done(place))];
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
