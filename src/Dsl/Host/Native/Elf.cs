using System.Buffers.Binary;
using System.Text;

namespace Heed.Host;

/// <summary>A version that a shared library asks of another (an entry of <c>.gnu.version_r</c>).</summary>
/// <param name="Library">The other library, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version, such as <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Weak">Whether the loader only warns when it is missing.</param>
/// <param name="FlagsOffset">Where in the file the entry's flags (<c>vna_flags</c>, two bytes) lie.</param>
public sealed record VersionNeed(string Library, string Version, bool Weak, int FlagsOffset);

/// <summary>
/// What Heed needs to know of 64-bit little-endian ELF files, as functions of bytes: above all the versions of their symbols
/// (Linux Standard Base 5.0, "Symbol Versioning").
/// </summary>
/// <remarks>Every function throws <see cref="FormatException"/> for bytes that are not such a file, or not a whole one.</remarks>
public static class Elf
{
    private const uint Definitions = 0x6ffffffd, Needs = 0x6ffffffe;
    private const ushort WeakFlag = 0x2;

    /// <summary>The bytes of a file's header.</summary>
    public const int HeaderLength = 64;

    /// <summary>The length that a whole file has at least, told by its header alone: the table of sections is near the end.</summary>
    public static long LeastLength(ReadOnlySpan<byte> header) =>
        (long)U64(Checked(header), 0x28) + (U16(header, 0x3a) * U16(header, 0x3c));

    /// <summary>The versions that a library asks of others, in the file's order.</summary>
    public static IReadOnlyList<VersionNeed> Needed(ReadOnlySpan<byte> elf)
    {
        var needs = new List<VersionNeed>();
        if (Section(elf, Needs) is not { } section)
            return needs;

        for (int library = 0, at = section.Offset; library < section.Entries; library++)
        {
            var name = Text(elf, section.Strings, U32(elf, at + 4));
            var entry = Ahead(elf, at, U32(elf, at + 8));
            for (int version = 0, count = U16(elf, at + 2); version < count; version++)
            {
                needs.Add(new(name, Text(elf, section.Strings, U32(elf, entry + 8)), (U16(elf, entry + 4) & WeakFlag) != 0, entry + 4));
                if (U32(elf, entry + 12) is var next and not 0)
                    entry = Ahead(elf, entry, next);
                else if (version + 1 < count)
                    throw Damaged("a list of versions ends early");
            }

            if (U32(elf, at + 12) is var step and not 0)
                at = Ahead(elf, at, step);
            else if (library + 1 < section.Entries)
                throw Damaged("the list of libraries ends early");
        }

        return needs;
    }

    /// <summary>The versions that a library provides (the first of them is its own name).</summary>
    public static IReadOnlyList<string> Provided(ReadOnlySpan<byte> elf)
    {
        var versions = new List<string>();
        if (Section(elf, Definitions) is not { } section)
            return versions;

        for (int version = 0, at = section.Offset; version < section.Entries; version++)
        {
            versions.Add(Text(elf, section.Strings, U32(elf, Ahead(elf, at, U32(elf, at + 12)))));
            if (U32(elf, at + 16) is var step and not 0)
                at = Ahead(elf, at, step);
            else if (version + 1 < section.Entries)
                throw Damaged("the list of definitions ends early");
        }

        return versions;
    }

    /// <summary>A copy of a library in which one needed version is weak, so that it loads where that version is missing.</summary>
    /// <remarks>Safe only while no symbol of that version is ever used.</remarks>
    /// <exception cref="FormatException">The library does not ask for that version.</exception>
    public static byte[] Weaken(ReadOnlySpan<byte> elf, string version)
    {
        var need = Needed(elf).FirstOrDefault(need => need.Version == version)
            ?? throw new FormatException($"nothing in this library asks for {version}");
        var copy = elf.ToArray();
        copy[need.FlagsOffset] |= (byte)WeakFlag;
        return copy;
    }

    private static (int Offset, int Entries, int Strings)? Section(ReadOnlySpan<byte> elf, uint type)
    {
        var table = Offset(elf, U64(Checked(elf), 0x28));
        int size = U16(elf, 0x3a), count = U16(elf, 0x3c);
        for (var index = 0; index < count; index++)
        {
            var header = table + (index * size);
            if (U32(elf, header + 4) != type)
                continue;

            var strings = U32(elf, header + 40);
            return strings < count
                ? (Start(elf, header), (int)U32(elf, header + 44), Start(elf, table + ((int)strings * size)))
                : throw Damaged("a section's string table is missing");
        }

        return null;
    }

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> elf) =>
        elf.Length >= HeaderLength && elf.StartsWith("\u007fELF\u0002\u0001"u8)
            ? elf
            : throw new FormatException("not a 64-bit little-endian ELF file");

    private static int Start(ReadOnlySpan<byte> elf, int header) => Offset(elf, U64(elf, header + 24));

    private static string Text(ReadOnlySpan<byte> elf, int strings, uint offset)
    {
        var text = elf[Ahead(elf, strings, offset)..];
        var end = text.IndexOf((byte)0);
        return end < 0 ? throw Damaged("a name has no end") : Encoding.ASCII.GetString(text[..end]);
    }

    private static int Ahead(ReadOnlySpan<byte> elf, int from, uint by) => Offset(elf, (ulong)from + by);

    private static int Offset(ReadOnlySpan<byte> elf, ulong offset) =>
        offset < (ulong)elf.Length ? (int)offset : throw Damaged("an offset points outside");

    private static ushort U16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(elf, at, 2));

    private static uint U32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(elf, at, 4));

    private static ulong U64(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(elf, at, 8));

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<byte> elf, int at, int count) =>
        at >= 0 && at <= elf.Length - count ? elf.Slice(at, count) : throw Damaged("the file ends early");

    private static FormatException Damaged(string what) => new($"a damaged ELF file: {what}");
}
