using System.Formats.Tar;
using System.IO.Compression;

namespace Heed.Host;

/// <summary>The archive of a bundle: all files in one folder, readable for everyone, whatever rights they have here.</summary>
public static class BundleArchive
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Startable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Writes a <c>.tar.gz</c>.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="folder">The one folder that it unpacks to.</param>
    /// <param name="files">What it holds.</param>
    public static void Write(Stream to, string folder, IEnumerable<BundleFile> files)
    {
        using var zipped = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        using var tar = new TarWriter(zipped, TarEntryFormat.Pax);
        foreach (var file in files)
        {
            using var content = File.OpenRead(file.Source);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"{folder}/{file.Name}")
            {
                Mode = file.Starts ? Startable : Readable,
                ModificationTime = File.GetLastWriteTimeUtc(file.Source),
                DataStream = content,
            });
        }
    }
}
