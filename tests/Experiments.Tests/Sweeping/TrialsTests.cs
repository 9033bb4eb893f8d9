using FsCheck.Xunit;
using Heed.Host;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Sweeping;

/// <summary>What is tried: values of numbers, drawn or laid out.</summary>
public class TrialsTests
{
    private static readonly ExperimentSpec Spec = Commands.Words.Spec;

    [Property]
    public bool A_drawn_value_lies_in_its_range_and_is_whole_where_the_number_is(double anything)
    {
        var place = double.IsFinite(anything) ? Math.Abs(anything % 1) : 0;
        double rate = Parse("AdamW.LearningRate=1e-4..1e-2").At(place), few = Parse("Encoder.Layers=2..4").At(place), many = Parse("Encoder.Width=8..512").At(place);
        return rate is >= 1e-4 and <= 1e-2 && few is 2 or 3 or 4 && many is >= 8 and <= 512 && many == Math.Floor(many);
    }

    [Fact]
    public void A_range_of_more_than_a_factor_of_10_above_0_is_drawn_by_ratios() =>
        Assert.Equal([true, false, false], new[] { "AdamW.LearningRate=1e-4..1e-2", "AdamW.LearningRate=1e-3..1e-2", "AdamW.WeightDecay=0..1" }
            .Select(text => Parse(text).Match(range => range.IsLog, _ => throw new InvalidOperationException())));

    [Fact]
    public void The_middle_of_a_range_by_ratios_is_the_root_of_its_ends_product_and_of_another_their_mean()
    {
        Assert.Equal(1e-3, Parse("AdamW.LearningRate=1e-4..1e-2").At(0.5), 12);
        Assert.Equal(0.5, Parse("AdamW.WeightDecay=0..1").At(0.5), 12);
    }

    [Fact]
    public void Whole_numbers_of_a_range_are_drawn_equally_often()
    {
        var layers = Parse("Encoder.Layers=1..4");
        Assert.All(Enumerable.Range(0, 1000).GroupBy(draw => layers.At(draw / 1000.0)), values => Assert.Equal(250, values.Count()));
    }

    [Fact]
    public void A_search_draws_the_same_trials_for_a_seed_and_others_for_another_and_more_trials_begin_with_the_same()
    {
        Varied[] varied = [Parse("AdamW.LearningRate=1e-4..1e-2"), Parse("Encoder.Heads=1,2,4")];
        var twelve = Trials.Random(Spec, varied, 12).All;
        Assert.Equal(twelve, Trials.Random(Spec, varied, 12).All);
        Assert.Equal(twelve.Take(5), Trials.Random(Spec, varied, 5).All);
        Assert.Empty(twelve.Select(trial => trial.Settings).Intersect(Trials.Random(Spec with { Seed = 18 }, varied, 12).All.Select(trial => trial.Settings)));
        Assert.Equal(12, twelve.Select(trial => trial.Settings).Distinct().Count());
    }

    [Fact]
    public void Settings_that_do_not_go_together_are_told_and_not_counted()
    {
        Varied[] varied = [Parse("Encoder.Width=30,32"), Parse("Encoder.Heads=4,5")];
        var trials = Trials.Random(Spec, varied, 12);
        string[] sound = ["Encoder.Width=30 Encoder.Heads=5", "Encoder.Width=32 Encoder.Heads=4"];
        Assert.Equal(sound, trials.All.Select(trial => string.Join(" ", trial.Settings)).Order(StringComparer.Ordinal));
        Assert.Equal(2, trials.LeftOut.Count);
        Assert.All(trials.LeftOut, one => Assert.StartsWith("HEED010 Encoder.Heads: Heads do not divide the width", one.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_grid_has_every_combination_once_with_the_ends_of_ranges()
    {
        var grid = Trials.Grid(Spec, [Parse("AdamW.LearningRate=1e-4..1e-2"), Parse("Encoder.Layers=1..2"), Parse("Encoder.Heads=2,4")], 3).All;
        Assert.Equal(3 * 2 * 2, grid.Count);
        Assert.Equal([1e-4, 1, 2], grid[0].Values);
        Assert.Equal([1e-2, 2, 4], grid[^1].Values);
        Assert.Equal(1e-3, grid[4].Values.First(), 12);
        Assert.Equal(grid.Count, grid.Select(trial => trial.Settings).Distinct().Count());
    }

    [Theory]
    [InlineData(12, 80, 2, "12@10 6@20 3@40 1@80")]
    [InlineData(9, 90, 3, "9@10 3@30 1@90")]
    [InlineData(1, 50, 2, "1@50")]
    [InlineData(5, 100, 2, "5@25 2@50 1@100")]
    public void Halving_keeps_the_best_of_a_factor_for_a_factor_more_steps(int trials, int steps, int factor, string expected) =>
        Assert.Equal(expected, string.Join(" ", Rung.Halving(trials, steps, factor).Select(rung => $"{rung.Trials}@{rung.Steps}")));

    [Theory]
    [InlineData("Encoder.Wdth=1,2", "there is no number Encoder.Wdth; valid: Experiment.BatchTokens, ")]
    [InlineData("Experiment.Seed=1,2", "trials with another Experiment.Seed cannot be ranked by their losses")]
    [InlineData("Shout.Weight=1,2", "trials with another Shout.Weight cannot be ranked")]
    [InlineData("Shout.Window=10,20", "trials with another Shout.Window cannot be ranked")]
    [InlineData("Encoder.Width=wide", "expected Encoder.Width=from..to or Encoder.Width=one,another, each a whole number from 1 to 65,536")]
    [InlineData("Encoder.Width", "expected Encoder.Width=from..to or")]
    [InlineData("Encoder.Width=8.5,9", "expected a whole number from 1 to 65,536, received 8.5")]
    [InlineData("Encoder.Width=64..8", "expected two numbers, the smaller first")]
    [InlineData("Encoder.Width=8..16..32", "expected two numbers, the smaller first")]
    public void What_cannot_be_varied_is_refused_with_what_can(string text, string message) =>
        Assert.Contains(message, Assert.Throws<UserError>(() => Parse(text)).Message, StringComparison.Ordinal);

    private static Varied Parse(string text) => Varied.Parse(Spec, text);
}
