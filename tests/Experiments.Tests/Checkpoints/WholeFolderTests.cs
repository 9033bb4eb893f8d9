using Heed.Host;
using Xunit;

namespace Heed.Tests.Checkpoints;

public sealed class WholeFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("heed-folder-").FullName;

    private string Last => Path.Combine(root, "checkpoints", "last");

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>The process dies after every step in turn, and then again after every step of the attempt that follows.</summary>
    [Fact]
    public void A_process_killed_between_any_two_steps_leaves_the_old_or_the_new_folder_whole()
    {
        var steps = WholeFolder.Steps(Path.Combine(root, "count", "last"), Fill("x")).Count();
        for (var first = 0; first <= steps; first++)
            for (var second = 0; second <= steps; second++)
            {
                WholeFolder.Replace(Last, Fill("old"));
                Killed(first, "new");
                Assert.Contains(Whole(), new[] { "old", "new" });
                var before = Whole();
                Killed(second, "newer");
                Assert.Contains(Whole(), new[] { before, "newer" });
                WholeFolder.Replace(Last, Fill("newest"));
                Assert.Equal("newest", Whole());
                Assert.Equal([Last], Directory.GetDirectories(Path.GetDirectoryName(Last)!));
            }
    }

    [Fact]
    public void A_process_killed_while_it_fills_the_first_folder_leaves_none()
    {
        var steps = WholeFolder.Steps(Last, aside => File.WriteAllText(Path.Combine(aside, "a"), "half"));
        foreach (var _ in steps.TakeWhile(step => step != "new flushed"))
            Assert.Null(WholeFolder.Find(Last));
        WholeFolder.Replace(Last, Fill("whole"));
        Assert.Equal("whole", Whole());
    }

    [Fact]
    public void A_full_disk_leaves_the_old_folder_and_nothing_beside_it()
    {
        WholeFolder.Replace(Last, Fill("old"));
        var error = Assert.Throws<UserError>(() => WholeFolder.Replace(Last, aside =>
        {
            Fill("half")(aside);
            File.WriteAllText("/dev/full", "every byte is refused, as on a full disk");
        }));
        Assert.StartsWith(Last, error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", Whole());
        Assert.Equal([Last], Directory.GetDirectories(Path.GetDirectoryName(Last)!));
    }

    private static Action<string> Fill(string content) => folder =>
    {
        File.WriteAllText(Path.Combine(folder, "a"), content);
        File.WriteAllText(Path.Combine(folder, "b"), content);
    };

    private void Killed(int after, string content)
    {
        foreach (var _ in WholeFolder.Steps(Last, Fill(content)).Take(after))
        {
        }
    }

    private string Whole()
    {
        var folder = WholeFolder.Find(Last)!;
        var content = File.ReadAllText(Path.Combine(folder, "a"));
        Assert.Equal(content, File.ReadAllText(Path.Combine(folder, "b")));
        return content;
    }
}
