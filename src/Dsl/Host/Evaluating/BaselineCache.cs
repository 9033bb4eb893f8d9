using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>
/// Keeps what baselines answered, by all that they were trained on and asked, and by the very build that answered: the models of a
/// comparison are held beside the same baselines, which take longer than a test of them. A help and no more.
/// </summary>
/// <param name="folder">Where; made when needed.</param>
public sealed class BaselineCache(string folder)
{
    private const int Kept = 256;

    /// <summary>Answers that were kept, or that are given now, and kept.</summary>
    /// <typeparam name="T">What an answer is: its bytes are what is kept.</typeparam>
    /// <param name="baseline">Which baseline.</param>
    /// <param name="read">All that it reads, part by part: what it is trained on, what it is asked.</param>
    /// <param name="answer">What it answers.</param>
    public T[] Get<T>(string baseline, IEnumerable<IEnumerable<ReadOnlyMemory<byte>>> read, Func<T[]> answer)
        where T : unmanaged
    {
        var path = Path.Combine(folder, Key(baseline, read) + ".bin");
        if (KeptFile.Load(path, Read<T>) is { } kept)
            return kept;
        var made = answer();
        if (KeptFile.Save(path, writer => writer.Write(MemoryMarshal.AsBytes(made.AsSpan()))))
            KeptFile.Forget(new DirectoryInfo(folder).GetFiles("*.bin"), Kept);
        return made;
    }

    /// <summary>Texts as they are read.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Bytes(IEnumerable<string> texts) => texts.Select(text => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text)));

    /// <summary>Numbers as they are read.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Bytes(ReadOnlySpan<int> numbers) => [MemoryMarshal.AsBytes(numbers).ToArray()];

    private static T[] Read<T>(BinaryReader reader)
        where T : unmanaged => [.. MemoryMarshal.Cast<byte, T>(reader.ReadBytes((int)reader.BaseStream.Length))];

    // Each part and each piece of it behind its length, so that none can be taken for two others.
    private static string Key(string baseline, IEnumerable<IEnumerable<ReadOnlyMemory<byte>>> read)
    {
        using var print = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        print.AppendData(typeof(Baselines).Module.ModuleVersionId.ToByteArray());
        Append([.. Bytes([baseline])]);
        foreach (var part in read)
            Append([.. part]);
        return Convert.ToHexStringLower(print.GetHashAndReset());

        void Append(ReadOnlyMemory<byte>[] pieces)
        {
            Count(pieces.Length);
            foreach (var piece in pieces)
            {
                Count(piece.Length);
                print.AppendData(piece.Span);
            }
        }

        void Count(int number)
        {
            Span<byte> bytes = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
            print.AppendData(bytes);
        }
    }
}
