using Heed.Host;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Data;

/// <summary>What was made of data is kept, and made again where it would be another.</summary>
public partial class PreparedDataTests
{
    private string CacheFile => Assert.Single(Directory.GetFiles(Path.Combine(folder, "cache")));

    [Fact]
    public void A_second_time_comes_from_the_cache_and_is_the_same()
    {
        var cold = Prepare(Rows());
        Assert.NotEmpty(said);
        said.Clear();
        var warm = Prepare(Rows());
        Assert.Empty(said);
        Same(cold, warm);
    }

    [Fact]
    public void A_damaged_cache_is_made_again()
    {
        var made = Prepare(Rows());
        var whole = File.ReadAllBytes(CacheFile);
        foreach (var damaged in new byte[][] { [], [1, 2, 3], whole[..^40], [.. whole[..^100], (byte)(whole[^100] ^ 1), .. whole[^99..]] })
        {
            File.WriteAllBytes(CacheFile, damaged);
            said.Clear();
            Same(made, Prepare(Rows()));
            Assert.NotEmpty(said);
            Assert.Equal(whole, File.ReadAllBytes(CacheFile));
        }
    }

    [Fact]
    public void Whatever_the_content_depends_on_asks_for_it_anew()
    {
        Prepare(Rows());
        var settings = Settings();
        foreach (var other in new[]
        {
            settings with { Vocabulary = 401 },
            settings with { Seed = 2 },
            settings with { Kind = TokenizerKind.Bytes },
            settings with { Kind = TokenizerKind.Characters },
            settings with { Split = settings.Split with { NearDuplicates = 0.7 } },
            settings with { Split = settings.Split with { Test = 0.2 } },
            settings with { Split = settings.Split with { Validation = 0.2 } },
        })
        {
            said.Clear();
            Prepare(Rows(), other);
            Assert.NotEmpty(said);
        }
        said.Clear();
        Prepare(Rows() + "one more\tencore une\n");
        Assert.NotEmpty(said);
        said.Clear();
        Prepare(Rows(), settings with { Longest = new(3, 3) });
        Assert.Empty(said);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_done_without()
    {
        File.WriteAllText(Path.Combine(folder, "cache"), "a file where the folder should be");
        Assert.NotEmpty(Prepare(Rows()).Tasks[0].Training);
    }

    private static void Same(PreparedData one, PreparedData other)
    {
        Assert.Equal(one.Vocabulary, other.Vocabulary);
        foreach (var (task, again) in one.Tasks.Zip(other.Tasks))
        {
            Assert.Equal(Sides(task.Training), Sides(again.Training));
            Assert.Equal(Sides(task.Validation), Sides(again.Validation));
            Assert.Equal(Sides(task.Test), Sides(again.Test));
        }
    }
}
