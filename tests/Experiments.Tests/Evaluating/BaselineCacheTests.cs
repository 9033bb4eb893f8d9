using FsCheck.Xunit;
using Heed.Data;
using Heed.Host;
using Heed.Tests.Data;
using Xunit;

namespace Heed.Tests.Evaluating;

public sealed class BaselineCacheTests : IDisposable
{
    private static readonly TextPair[] Training = [new("a chess game", "game"), new("fetches mail", "net"), new("fetches news", "net")];

    private static readonly TestExample[] Asked = [.. new[] { "fetches a page", "a game" }.Select(text => new TestExample(new(text, ""), new([], []), "", false))];

    private readonly string folder = Directory.CreateTempSubdirectory("heed-baselines-").FullName;
    private int answered;

    private BaselineCache Cache => new(folder);

    public void Dispose() => StillRead.Remove(folder);

    [Fact]
    public void What_was_answered_once_is_not_asked_again()
    {
        Assert.Equal([3, 1], Get("words", [["one", "two"]], [3, 1]));
        Assert.Equal([3, 1], Get("words", [["one", "two"]], [0, 0]));
        Assert.Equal(1, answered);
    }

    [Property(MaxTest = 200)]
    public void Whatever_is_read_otherwise_is_asked_anew(string[][] one, string[][] other)
    {
        answered = 0;
        string[][] Named(string[][] parts) => [.. parts.Select(part => part.Select(text => text ?? "").ToArray())];
        var (first, second) = (Named(one), Named(other));
        var same = first.Length == second.Length && first.Zip(second).All(pair => pair.First.SequenceEqual(pair.Second));
        var place = Guid.NewGuid().ToString();
        Get(place, first, [1]);
        Assert.Equal(same ? 1 : 2, Get(place, second, [2])[0]);
    }

    [Theory]
    [InlineData("ab|c", "a|bc")]
    [InlineData("ab", "a|b")]
    [InlineData("a|b/", "a/b")]
    [InlineData("a/", "a")]
    [InlineData("", "/")]
    public void The_same_bytes_otherwise_divided_are_another_question(string one, string other)
    {
        string[][] Parts(string text) => [.. text.Split('/').Select(part => part.Split('|', StringSplitOptions.RemoveEmptyEntries))];
        Get("words", Parts(one), [1]);
        Assert.Equal([2], Get("words", Parts(other), [2]));
    }

    [Fact]
    public void Another_baseline_is_asked_itself()
    {
        Get("words", [["one"]], [1]);
        Assert.Equal([2], Get("pixels", [["one"]], [2]));
    }

    [Fact]
    public void Damaged_answers_are_given_again()
    {
        Get("words", [["one"]], [5, 6, 7]);
        var file = Assert.Single(Directory.GetFiles(folder));
        var whole = File.ReadAllBytes(file);
        foreach (var damaged in new byte[][] { [], [1, 2, 3], whole[..^5], [(byte)(whole[0] ^ 1), .. whole[1..]] })
        {
            File.WriteAllBytes(file, damaged);
            Assert.Equal([5, 6, 7], Get("words", [["one"]], [5, 6, 7]));
            Assert.Equal(whole, File.ReadAllBytes(file));
        }

        Assert.Equal(5, answered);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_keeps_nothing_and_hinders_nothing()
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");
        var cache = new BaselineCache(Path.Combine(folder, "file", "folder"));
        Assert.Equal([4], cache.Get<int>("words", [], () => [4]));
    }

    [Fact]
    public void Kept_answers_of_each_baseline_are_those_that_it_gives()
    {
        int[] Regressed() => LinearBaseline.OverWords(Training, Cache).Answer([0, 1, 1], 2, Asked);
        Assert.Equal([1, 0], Regressed());
        Assert.Equal([1, 0], Regressed());
        Assert.Equal([0, 1], LinearBaseline.OverWords(Training, Cache).Answer([1, 0, 0], 2, Asked));

        Neighbour[] Texts() => Neighbour.Among([.. Training.Select(pair => pair.Source)], ["a chess club", "nothing"], Cache);
        Assert.Equal([new(0, true), new(0, false)], Texts());
        Assert.Equal(Texts(), Texts());

        Neighbour[] Pictures() => Neighbour.Among([new byte[] { 0, 9 }, new byte[] { 7, 0 }], [new byte[] { 7, 0 }, new byte[] { 0, 8 }], Cache);
        Assert.Equal([new(1, true), new(0, false)], Pictures());
        Assert.Equal(Pictures(), Pictures());
    }

    private int[] Get(string baseline, string[][] read, int[] answers) => Cache.Get(baseline, read.Select(BaselineCache.Bytes), () =>
    {
        answered++;
        return answers;
    });
}
