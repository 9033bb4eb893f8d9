using System.Text.Json;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>Golden figures are SciPy's and scikit-learn's (metrics.golden.py).</summary>
public class NumberMetricsTests
{
    private static readonly JsonElement Golden = MeasuringGolden.Read("metrics").GetProperty("numbers");

    public static TheoryData<int> Numbers => Golden.Places();

    [Theory, MemberData(nameof(Numbers))]
    public void Numbers_score_as_SciPy_and_scikit_learn_say(int place)
    {
        var (references, predictions) = (Golden[place].List<double>("references"), Golden[place].List<double>("predictions"));
        Assert.Equal(Golden[place].Figure("pearson"), Pearson.Of(references, predictions), 1e-9);
        Assert.Equal(Golden[place].Figure("spearman"), Spearman.Of(references, predictions), 1e-12);
        Assert.Equal(1, MeanSquaredError.Of(references, predictions) / Golden[place].Figure("error"), 1e-12);
    }

    [Law]
    public void A_list_goes_with_itself_and_against_its_opposite(NumberCase numbers)
    {
        double[] opposite = [.. numbers.References.Select(number => -number)];
        Assert.Equal(1, Pearson.Of(numbers.References, numbers.References), 1e-12);
        Assert.Equal(-1, Pearson.Of(numbers.References, opposite), 1e-12);
        Assert.Equal(1, Spearman.Of(numbers.References, numbers.References), 1e-12);
        Assert.Equal(-1, Spearman.Of(numbers.References, opposite), 1e-12);
        Assert.Equal(0, MeanSquaredError.Of(numbers.References, numbers.References));
    }

    [Law]
    public void References_and_predictions_may_change_places(NumberCase numbers)
    {
        var (one, other) = numbers;
        Assert.Equal(Pearson.Of(one, other), Pearson.Of(other, one), 1e-12);
        Assert.Equal(Spearman.Of(one, other), Spearman.Of(other, one), 1e-12);
        Assert.Equal(MeanSquaredError.Of(one, other), MeanSquaredError.Of(other, one));
    }

    [Law]
    public void Pearson_keeps_through_another_scale_and_zero(NumberCase numbers) => Assert.Equal(
        Pearson.Of(numbers.References, numbers.Predictions),
        Pearson.Of(numbers.References, [.. numbers.Predictions.Select(number => (3 * number) - 7)]), 1e-9);

    [Law]
    public void Spearman_keeps_through_every_rising_map(NumberCase numbers) => Assert.Equal(
        Spearman.Of(numbers.References, numbers.Predictions),
        Spearman.Of([.. numbers.References.Select(Math.Exp)], [.. numbers.Predictions.Select(number => number * number * number)]), 1e-12);

    /// <summary>The mean's own error is the variance, and every other constant's is greater by the square of its distance.</summary>
    [Law]
    public void The_mean_is_the_best_constant(NumberCase numbers, byte distance)
    {
        double Error(double constant) =>
            MeanSquaredError.Of(numbers.References, [.. numbers.References.Select(_ => constant)]);
        var mean = numbers.References.Average();
        Assert.Equal(Error(mean) + (distance * distance), Error(mean + distance), 1e-6);
    }

    [Theory]
    [InlineData(new double[] { }, new double[] { })]
    [InlineData(new[] { 1.0 }, new[] { 2.0 })]
    [InlineData(new[] { 0.1, 0.1, 0.1 }, new[] { 1.0, 2, 3 })]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 0.7, 0.7, 0.7 })]
    public void Nothing_correlates_with_a_constant(double[] references, double[] predictions)
    {
        Assert.Equal(double.NaN, Pearson.Of(references, predictions));
        Assert.Equal(double.NaN, Spearman.Of(references, predictions));
    }

    [Fact]
    public void No_example_has_no_error_and_a_missing_prediction_is_refused()
    {
        Assert.Equal(double.NaN, MeanSquaredError.Of([], []));
        Assert.Throws<ArgumentException>(() => MeanSquaredError.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Spearman.Of([1, 2], [1]));
    }

    /// <summary>Choosing among n equally likely tokens costs ln n nats, and is what perplexity calls n.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4_000)]
    public void Perplexity_is_the_number_of_equally_likely_tokens(int tokens) =>
        Assert.Equal(tokens, Perplexity.Of(-Math.Log(1.0 / tokens)), 1e-9);
}
