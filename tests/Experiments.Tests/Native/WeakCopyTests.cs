using Heed.Host;
using Xunit;

namespace Heed.Tests.Native;

public sealed class WeakCopyTests : IDisposable
{
    private static readonly string Library =
        Path.Combine(Packages.Find("torchsharp", Packages.TorchSharpVersion, "libLibTorchSharp.so")!, "libLibTorchSharp.so");

    private readonly string cache = Directory.CreateTempSubdirectory("heed-cache-").FullName;
    private readonly List<string> said = [];

    public void Dispose() => Directory.Delete(cache, recursive: true);

    [Fact]
    public void A_new_system_loads_the_library_itself()
    {
        Assert.Equal(Library, For(Lacking()));
        Assert.Empty(Directory.GetFiles(cache));
        Assert.Empty(said);
    }

    [Fact]
    public void An_old_libstdcxx_gets_a_weak_copy_made_and_said_once()
    {
        var copy = For(Lacking("GLIBCXX_3.4.32"));
        Assert.Equal(Elf.Weaken(File.ReadAllBytes(Library), "GLIBCXX_3.4.32"), File.ReadAllBytes(copy));
        Assert.Equal(copy, For(Lacking("GLIBCXX_3.4.32")));
        Assert.Equal([copy], Directory.GetFiles(cache));
        Assert.Contains(copy, Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_library_is_asked_once_what_it_provides()
    {
        var asked = new List<string>();
        WeakCopy.Missing(File.ReadAllBytes(Library), library =>
        {
            asked.Add(library);
            return [];
        });
        Assert.Equal(asked.Distinct(), asked);
    }

    [Fact]
    public void A_damaged_copy_is_made_anew()
    {
        var copy = For(Lacking("GLIBCXX_3.4.32"));
        File.WriteAllBytes(copy, File.ReadAllBytes(copy)[..1000]);
        For(Lacking("GLIBCXX_3.4.32"));
        Assert.Equal(new FileInfo(Library).Length, new FileInfo(copy).Length);
    }

    [Fact]
    public void A_system_that_lacks_more_is_refused_by_name()
    {
        var error = Assert.Throws<UserError>(() => For(Lacking("GLIBCXX_3.4.32", "GLIBC_2.34")));
        Assert.Contains("libc.so.6 for GLIBC_2.34", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_was_cut_short_is_named()
    {
        var cut = Path.Combine(cache, "cut.so");
        File.WriteAllBytes(cut, File.ReadAllBytes(Library)[..100_000]);
        var error = Assert.Throws<UserError>(() => WeakCopy.For(cut, Lacking(), cache, said.Add));
        Assert.StartsWith($"{cut} cannot be loaded: a damaged ELF file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(cache, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<UserError>(() => WeakCopy.For(Library, Lacking("GLIBCXX_3.4.32"), file, said.Add));
        Assert.StartsWith(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("XDG_CACHE_HOME", error.Message, StringComparison.Ordinal);
    }

    private string For(Func<string, IReadOnlyList<string>?> provided) => WeakCopy.For(Library, provided, cache, said.Add);

    private static Func<string, IReadOnlyList<string>?> Lacking(params string[] versions) => library =>
    [
        .. Elf.Needed(File.ReadAllBytes(Library))
            .Where(need => need.Library == library).Select(need => need.Version).Except(versions),
    ];
}
