using System.Security.Cryptography;
using System.Text;

namespace Heed.Host;

/// <summary>
/// Files that spare work and no more: what is damaged reads as if it were not there, what cannot be written is not kept. The SHA-256 of the
/// content follows it.
/// </summary>
internal static class KeptFile
{
    /// <summary>What a file holds; null where it is not there whole.</summary>
    public static T? Load<T>(string path, Func<BinaryReader, T> read)
        where T : class
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var content = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length)))
                return null;
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, content.Length));
            return read(reader);
        }
        catch (Exception damage) when (damage is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes a file aside, then moves it to its place; whether that could be done.</summary>
    public static bool Save(string path, Action<BinaryWriter> write)
    {
        var aside = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}";
        try
        {
            var content = new MemoryStream();
            using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
                write(writer);
            content.Write(SHA256.HashData(content.ToArray()));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(aside, content.ToArray());
            File.Move(aside, path, overwrite: true);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(aside))
                File.Delete(aside);
            return false;
        }
    }

    /// <summary>Deletes the oldest of some files and folders.</summary>
    /// <param name="kept">What was kept.</param>
    /// <param name="most">How many stay.</param>
    public static void Forget(IEnumerable<FileSystemInfo> kept, int most)
    {
        try
        {
            foreach (var old in kept.OrderByDescending(one => one.LastWriteTimeUtc).Skip(most))
                if (old is DirectoryInfo index)
                    index.Delete(recursive: true);
                else
                    old.Delete();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // What another process holds or has deleted is its own to forget.
        }
    }
}
