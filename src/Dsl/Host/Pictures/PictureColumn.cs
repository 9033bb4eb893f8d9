using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Heed.Planning;

namespace Heed.Host;

/// <summary>A column of pictures, all of one size.</summary>
/// <param name="Image">Their size.</param>
/// <param name="Pixels">The pixels of each row, one after another.</param>
/// <param name="Names">What each row's picture is called: its path, or its place in a file of pictures.</param>
internal sealed record PictureColumn(ImageSpec Image, byte[] Pixels, string[] Names)
{
    /// <summary>The picture of a row.</summary>
    public Picture At(int row) => new(Image.Width, Image.Height, Image.Channels, Pixels.AsMemory(row * Image.Size, Image.Size));

    /// <summary>A word for each row that is another wherever a pixel is.</summary>
    public string[] Prints() =>
        [.. Enumerable.Range(0, Names.Length).Select(row => Convert.ToHexString(SHA256.HashData(Pixels.AsSpan(row * Image.Size, Image.Size))))];

    /// <summary>A word for all of them and the classes or numbers that they show, which is another wherever one of these, or a pixel, is.</summary>
    public string Print(IEnumerable<int> classes, IEnumerable<double> numbers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Pixels);
        hash.AppendData(MemoryMarshal.AsBytes(classes.ToArray().AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(numbers.ToArray().AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>What tells a column, brought to a size, from others of its file.</summary>
    public static string Key(string column, ImageSpec image) => $"{column}, {image.Width} × {image.Height} × {image.Channels}";
}
