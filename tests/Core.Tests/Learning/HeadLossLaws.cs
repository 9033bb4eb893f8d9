using Heed.Learning;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class HeadLossLaws
{
    [Law]
    public void The_loss_of_class_sets_is_its_definition(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (rows, classes) = (draw.Below(1, 5), draw.Below(1, 6));
        var logits = draw.Normal(rows, classes);
        int[] fits = [.. Enumerable.Range(0, rows * classes).Select(_ => draw.Below(0, 2))];
        var smoothing = draw.Below(0, 10) / 10.0;
        var values = logits.data<float>().ToArray();
        var expected = fits.Zip(values, (fit, logit) =>
        {
            var (wanted, likely) = ((fit * (1 - smoothing)) + (smoothing / 2), 1 / (1 + Math.Exp(-logit)));
            return -(wanted * Math.Log(likely)) - ((1 - wanted) * Math.Log(1 - likely));
        }).Sum() / rows;
        Assert.Equal(expected, ClassSetLoss.Of(logits, tensor(fits, int64), smoothing).item<float>(), 1e-4 * Math.Max(1, expected));
    }

    [Law]
    public void Numbers_are_told_in_deviations_and_come_back_in_their_unit(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var column = new NumberSpec { Mean = draw.Below(-50, 50), Deviation = draw.Below(1, 30) };
        double[] numbers = [.. Enumerable.Range(0, draw.Below(1, 6)).Select(_ => (double)draw.Below(-100, 100))];
        var right = tensor([.. numbers.Select(number => (float)((number - column.Mean) / column.Deviation))]);
        Assert.Equal(0, SquaredError.Of(right, numbers, column).item<float>(), 1e-6);
        Assert.All(SquaredError.InUnits(right, column).Zip(numbers), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
        var mean = numbers.Average(number => Math.Pow((number - column.Mean) / column.Deviation, 2));
        Assert.Equal(mean, SquaredError.Of(zeros(numbers.Length), numbers, column).item<float>(), 1e-4 * Math.Max(1, mean));
    }

    [Theory]
    [InlineData(1_700_000_000, 10, 1_700_000_001, 0.01)]
    [InlineData(-1_700_000_000, 10, -1_700_000_003, 0.09)]
    [InlineData(0, 1e39, 1e39, 1)]
    public void A_number_counts_by_its_deviation_however_large_it_is(double mean, double deviation, double number, double expected)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected, SquaredError.Of(zeros(1), [number], new() { Mean = mean, Deviation = deviation }).item<float>(), 1e-6);
    }
}
