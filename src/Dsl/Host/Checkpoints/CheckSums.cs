using System.Security.Cryptography;

namespace Heed.Host;

/// <summary>The SHA-256 of every file of a folder, in the form that <c>sha256sum --check</c> reads: how damage is found.</summary>
internal static class CheckSums
{
    public const string File = "SHA256SUMS";

    /// <summary>Writes a file to the disk and returns its line of the list.</summary>
    public static string Write(string folder, string name, Action<Stream> write)
    {
        using var hash = SHA256.Create();
        using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew);
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            write(hashed);
        file.Flush(flushToDisk: true);
        return $"{Convert.ToHexStringLower(hash.Hash!)}  {name}\n";
    }

    /// <summary>Checks files of a folder against its list. Names come from the caller alone, never from the list.</summary>
    /// <exception cref="UserError">One is missing or is not what was written: the message names it.</exception>
    public static void Verify(string folder, params string[] names)
    {
        var list = Path.Combine(folder, File);
        var lines = WholeFile.Guard(list, () => System.IO.File.ReadAllLines(list)).ToHashSet();
        foreach (var name in names)
        {
            var path = Path.Combine(folder, name);
            var hash = WholeFile.Guard(path, () =>
            {
                using var file = System.IO.File.OpenRead(path);
                return Convert.ToHexStringLower(SHA256.HashData(file));
            });
            if (!lines.Contains($"{hash}  {name}"))
                throw new UserError($"{path} is damaged: its bytes are not those that {list} was written for. Use another checkpoint.");
        }
    }
}
