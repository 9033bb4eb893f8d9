using Heed.Host;
using Xunit;

namespace Heed.Tests.Evaluating;

public class ComparisonTests
{
    [Fact]
    public void What_cannot_be_told_with_one_seed_leaves_the_figures_of_the_others()
    {
        var score = Assert.Single(Assert.Single(Compared(
            [Table("Spearman", ["model"], ("Size", [60]))], [Table("Spearman", ["model"], ("Size", [62]))], [Table("Spearman", ["model"], ("Size", [double.NaN]))])).Rows[0].Scores);
        Assert.Equal((2, 61.0), (score.Spread.Count, score.Spread.Mean));
    }

    [Fact]
    public void Tasks_of_texts_and_of_pictures_stand_beside_their_own_baselines()
    {
        var tables = Compared(
            [Table("Accuracy", ["model", "bag of words"], ("Read", [50, 40])), Table("Accuracy", ["model", "linear model"], ("Seen", [70, 60]))]);
        Assert.Equal([["Base", "bag of words"], ["Base", "linear model"]], tables.Select(table => table.Rows.Single().Scores.Select(score => score.System)));
        Assert.Equal([[50.0, 40], [70, 60]], tables.Select(table => table.Rows.Single().Scores.Select(score => score.Values.Single()!.Value)));
    }

    [Fact]
    public void A_note_that_is_not_of_all_contenders_says_of_which_it_is()
    {
        static Contender Named(string name, string note) =>
            new(name, "", [new(1, 1, 1, 1, null, true, false, [Table("BLEU", ["model"], ("Read", [50])) with { Note = note }])]);

        Assert.Equal("greedy", Assert.Single(Tables(1, Named("Base", "greedy"), Named("Other", "greedy"))).Note);
        Assert.Equal("Base and Other: greedy Wide: by beams", Assert.Single(Tables(1, Named("Base", "greedy"), Named("Other", "greedy"), Named("Wide", "by beams"))).Note);
    }

    [Fact]
    public void A_run_without_a_score_makes_its_contender_no_cheaper()
    {
        Contender one = new("Base", "", [new(1, 3, 2e12, 1, null, true, false, [Table("BLEU", ["model"], ("Read", [40]))]), new(1, 1, 1e9, 1, null, true, true, [])]);
        Assert.Equal(2e12, one.FlopsOf(Assert.Single(Tables(2, one)).Rows.Single().Of(one)).Mean);
    }

    [Fact]
    public void Steps_that_differ_by_one_do_not_deviate_by_none() =>
        Assert.Equal("1,000.7 ± 0.6", SpreadText.Whole(Measuring.Spread.Of([1_000, 1_001, 1_001]), 3));

    [Fact]
    public void Perplexities_of_other_tokens_stand_in_a_table_of_their_own_beside_their_own_baselines()
    {
        static Contender Of(string name, double model, double bigram) => new(name, "", [new(1, 1, 1, 1, null, true, false, [Table("Perplexity", ["model", "bigram"], ("Say", [model, bigram]))])]);
        static Dictionary<string, string> Kind(string kind) => new() { ["Tokenizer.Kind"] = kind };
        var config = new ComparisonConfig("Base", DateTimeOffset.UnixEpoch, "", [], null, 1, null, new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["Base"] = Kind("bytes"),
            ["Wide"] = Kind("bytes"),
            ["Words"] = Kind("word pieces"),
        });
        var tables = new Comparison(config, [0], [Of("Base", 12, 20), Of("Wide", 11, 20), Of("Words", 90, 300)]).Tables();
        Assert.Equal(["Perplexity of Base and Wide", "Perplexity of Words"], tables.Select(table => table.Metric));
        Assert.Equal([["Base", "Wide", "bigram"], ["Words", "bigram"]], tables.Select(table => table.Rows.Single().Scores.Select(score => score.System)));
        Assert.Equal([20.0, 300], tables.Select(table => table.Rows.Single().Levels.Single().Spread.Mean));
    }

    private static IReadOnlyList<ComparedTable> Compared(params ResultTable[][] seeds) =>
        Tables(seeds.Length, new Contender("Base", "", [.. seeds.Select(results => new RunOutcome(1, 1, 1, 1, null, true, false, results))]));

    private static IReadOnlyList<ComparedTable> Tables(int seeds, params Contender[] contenders) => new Comparison(
        new("Base", DateTimeOffset.UnixEpoch, "", [], null, seeds, null, new Dictionary<string, IReadOnlyDictionary<string, string>>()),
        [.. Enumerable.Range(0, seeds)], contenders).Tables();

    private static ResultTable Table(string metric, string[] systems, (string Task, double[] Scores) row) =>
        new(metric, "", "", systems, [new(row.Task, "all", 10, [.. row.Scores.Select(score => new ResultScore(score, ""))])]);
}
