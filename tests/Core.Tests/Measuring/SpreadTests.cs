using FsCheck.Xunit;
using Heed.Measuring;
using Xunit;

namespace Heed.Tests.Measuring;

/// <summary>Mean and sample standard deviation.</summary>
public class SpreadTests
{
    // 32 / 7 is the variance of these eight with n - 1.
    [Fact]
    public void The_deviation_is_that_of_a_sample()
    {
        var spread = Spread.Of([2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal((8, 5), (spread.Count, spread.Mean));
        Assert.Equal(Math.Sqrt(32.0 / 7), spread.Deviation, 12);
    }

    [Fact]
    public void One_figure_has_a_mean_and_no_deviation_and_none_has_neither()
    {
        Assert.Equal((3, double.NaN), (Spread.Of([3]).Mean, Spread.Of([3]).Deviation));
        Assert.Equal((double.NaN, double.NaN), (Spread.Of([]).Mean, Spread.Of([]).Deviation));
    }

    [Property]
    public bool Shifting_moves_the_mean_alone(int[] figures, short by)
    {
        var (before, after) = (Spread.Of(figures.Select(x => x % 1000.0)), Spread.Of(figures.Select(x => (x % 1000.0) + by)));
        return figures.Length < 2
            || (Math.Abs(after.Mean - before.Mean - by) < 1e-6 && Math.Abs(after.Deviation - before.Deviation) < 1e-6);
    }
}
