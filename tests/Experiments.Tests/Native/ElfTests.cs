using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Native;

public class ElfTests
{
    private static readonly byte[] Library = File.ReadAllBytes(
        Path.Combine(Packages.Find("torchsharp", Packages.TorchSharpVersion, "libLibTorchSharp.so")!, "libLibTorchSharp.so"));

    private readonly byte[] changed = [.. Library];

    [Fact]
    public void A_weakened_version_is_weak_and_no_other_bit_of_the_library_changes()
    {
        var weak = Elf.Weaken(Library, "GLIBCXX_3.4.32");
        var differences = Enumerable.Range(0, Library.Length).Where(at => weak[at] != Library[at]).ToArray();
        Assert.Single(differences);
        Assert.Equal(Library[differences[0]] | 2, weak[differences[0]]);
        Assert.Equal(
            Elf.Needed(Library).Select(need => need with { Weak = need.Version == "GLIBCXX_3.4.32" }), Elf.Needed(weak));
    }

    // As binutils' `readelf --version-info` lists them for TorchSharp 0.107.0.
    [Fact]
    public void Needed_versions_are_those_that_readelf_lists()
    {
        var needs = Elf.Needed(Library);
        Assert.Equal(
            [("ld-linux-x86-64.so.2", 1), ("libm.so.6", 1), ("libgcc_s.so.1", 1), ("libc.so.6", 5), ("libstdc++.so.6", 20)],
            needs.GroupBy(need => need.Library).Select(group => (group.Key, group.Count())));
        Assert.Equal(0x3f8f0 + 0x140 + 4, needs.Single(need => need.Version == "GLIBCXX_3.4.32").FlagsOffset);
        Assert.All(needs, need => Assert.False(need.Weak));
    }

    [Fact]
    public void Provided_versions_are_found_in_the_libraries_of_this_process()
    {
        Assert.Contains("GLIBC_2.2.5", WeakCopy.ProvidedHere("libc.so.6")!);
        Assert.Contains("GLIBCXX_3.4", WeakCopy.ProvidedHere("libstdc++.so.6")!);
        Assert.Null(WeakCopy.ProvidedHere("libnowhere.so.1"));
    }

    [Fact]
    public void A_version_that_nothing_asks_for_cannot_be_weakened() => Assert.Equal(
        "nothing in this library asks for GLIBCXX_9",
        Assert.Throws<FormatException>(() => Elf.Weaken(Library, "GLIBCXX_9")).Message);

    [Fact]
    public void The_header_tells_the_length_of_a_whole_file() => Assert.Equal(Library.Length, Elf.LeastLength(Library.AsSpan(0, 64)));

    [Fact]
    public void What_is_no_ELF_file_is_refused_plainly()
    {
        byte[] elf32 = [.. Library];
        elf32[4] = 1;
        foreach (var bytes in new byte[][] { [], Library[..4], new byte[64], elf32 })
            Assert.Equal("not a 64-bit little-endian ELF file", Assert.Throws<FormatException>(() => Elf.Needed(bytes)).Message);
    }

    /// <summary>However a file is cut or changed where its tables lie, the answer is a list or a FormatException, and it comes.</summary>
    [Property(MaxTest = 1000)]
    public Property Damage_is_refused_or_harmless() => Prop.ForAll(
        Gen.Choose(0, Library.Length).ToArbitrary(),
        Gen.OneOf(
            Gen.Choose(0, 63), Gen.Choose(0x3f8f0, 0x3f8f0 + 0x210), Gen.Choose(Library.Length - 2000, Library.Length - 1)).ToArbitrary(),
        Gen.Choose(1, 255).ToArbitrary(),
        (cut, at, flip) =>
        {
            changed[at] ^= (byte)flip;
            var flipped = AnswersOrRefuses(changed);
            changed[at] ^= (byte)flip;
            return flipped && AnswersOrRefuses(changed.AsSpan(0, cut));
        });

    private static bool AnswersOrRefuses(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Elf.Needed(bytes).Count + Elf.Provided(bytes).Count >= 0;
        }
        catch (FormatException error)
        {
            return error.Message.Length > 0;
        }
    }
}
