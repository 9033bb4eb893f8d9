using System.Runtime.InteropServices;

namespace Heed.Host;

/// <summary>
/// Folders that are replaced whole. A new one is filled beside the old one (<c>name.new</c>), brought to the disk, and takes its place by
/// two renames; a process killed at any instant leaves the old one or the new one, at its own name or at <c>name.old</c>.
/// </summary>
public static partial class WholeFolder
{
    private const int ReadOnlyDirectory = 0x10000;

    /// <summary>Where the whole folder of a name lies now; null where there is none. Changes nothing.</summary>
    public static string? Find(string path) => new[] { path, Old(path) }.FirstOrDefault(Directory.Exists);

    /// <summary>Replaces a folder by a new one.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="fill">Writes the new files into the folder it is given, each of them to the disk.</param>
    /// <exception cref="UserError">It cannot be written (no room, no right): the old one is as it was, and alone.</exception>
    public static void Replace(string path, Action<string> fill)
    {
        try
        {
            WholeFile.Guard(path, () => Steps(path, fill).Count());
        }
        catch
        {
            TryRemove(New(path));
            throw;
        }
    }

    /// <summary>The same, one step at a time: what is yielded is what has just been done. Between any two, the process may die.</summary>
    public static IEnumerable<string> Steps(string path, Action<string> fill)
    {
        // Only one of them can be there without the folder itself: the old one, between the two renames of a process that died.
        if (!Directory.Exists(path) && Directory.Exists(Old(path)))
            Directory.Move(Old(path), path);
        yield return "recovered";
        Remove(Old(path));
        yield return "old rest removed";
        Remove(New(path));
        yield return "new rest removed";

        Directory.CreateDirectory(New(path));
        yield return "new made";
        fill(New(path));
        yield return "new filled";
        Flush(New(path));
        yield return "new flushed";

        if (Directory.Exists(path))
            Directory.Move(path, Old(path));
        yield return "old moved aside";
        Directory.Move(New(path), path);
        yield return "new moved in";
        Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        yield return "flushed";
        Remove(Old(path));
        yield return "old removed";
    }

    private static string New(string path) => Path.TrimEndingDirectorySeparator(path) + ".new";

    private static string Old(string path) => Path.TrimEndingDirectorySeparator(path) + ".old";

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Remove(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What is left is removed by the next replacement; the first error is the one to tell.
        }
    }

    /// <summary>Brings a folder's entries to the disk. File systems that cannot (EINVAL) keep their own order.</summary>
    private static void Flush(string folder)
    {
        var handle = Open(folder, ReadOnlyDirectory);
        if (handle < 0)
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        _ = FSync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FSync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}
