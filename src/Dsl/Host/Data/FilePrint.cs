using System.Globalization;
using System.Security.Cryptography;

namespace Heed.Host;

/// <summary>What tells a file from a changed one at once, however large it is: its size, and blocks spread evenly over it.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of the blocks; of a file that is no longer than they are, of all of it.</param>
public sealed record FilePrint(long Bytes, string Sha256)
{
    private const int Blocks = 64, BlockSize = 1 << 16;

    /// <summary>A file's print now.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    public static FilePrint Of(string path) => WholeFile.Guard(path, () =>
    {
        using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[BlockSize];
        var last = Math.Max(0, file.Length - BlockSize);
        for (var place = 0; place < Blocks; place++)
        {
            file.Position = file.Length <= (long)Blocks * BlockSize ? Math.Min((long)place * BlockSize, file.Length) : last * place / (Blocks - 1);
            hash.AppendData(block, 0, file.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false));
        }

        return new FilePrint(file.Length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    });

    /// <summary>The print of all of a file, which is another wherever a byte is.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    public static FilePrint OfAll(string path) => WholeFile.Guard(path, () =>
    {
        using var file = File.OpenRead(path);
        return new FilePrint(file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    });

    /// <summary>When a file, or that which a link leads to, was written last.</summary>
    /// <exception cref="UserError">It cannot be read.</exception>
    public static DateTime Written(string path) => WholeFile.Guard(path, () =>
    {
        using var file = File.OpenHandle(path);
        return File.GetLastWriteTimeUtc(file);
    });

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes:#,0} bytes, {Sha256[..16]}");
}
