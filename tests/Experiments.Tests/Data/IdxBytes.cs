using System.Buffers.Binary;
using System.IO.Compression;

namespace Heed.Tests.Data;

/// <summary>IDX files of tests.</summary>
internal static class IdxBytes
{
    /// <summary>Pictures, [n h w] row by row.</summary>
    public static byte[] Pictures(int height, int width, params byte[][] pictures) => [0, 0, 8, 3, .. Size(pictures.Length), .. Size(height), .. Size(width), .. pictures.SelectMany(one => one)];

    /// <summary>Labels, [n].</summary>
    public static byte[] Labels(params byte[] labels) => [0, 0, 8, 1, .. Size(labels.Length), .. labels];

    /// <summary>Bytes as gzip holds them.</summary>
    public static byte[] Zip(byte[] content)
    {
        using var zipped = new MemoryStream();
        using (var stream = new GZipStream(zipped, CompressionLevel.Fastest))
            stream.Write(content);
        return zipped.ToArray();
    }

    private static byte[] Size(int size)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, size);
        return bytes;
    }
}
