using Heed.Learning;
using Xunit;

namespace Heed.Tests.Learning;

public class LbfgsTests
{
    /// <summary>A bowl of any widths and any lowest point: convex, and its minimum is known.</summary>
    [Law]
    public void The_lowest_point_of_a_bowl_is_found(Seed seed)
    {
        var draw = seed.Draw();
        var size = draw.Below(1, 9);
        double[] Drawn(Func<int, double> number) => [.. Enumerable.Range(0, size).Select(number)];
        var lowest = Drawn(_ => draw.Below(-50, 50));
        var widths = Drawn(_ => Math.Pow(10, draw.Below(-2, 3)));
        var found = Lbfgs.Minimize(Drawn(_ => 0), (point, gradient) =>
        {
            for (var i = 0; i < size; i++)
                gradient[i] = widths[i] * (point[i] - lowest[i]);
            return point.Select((x, i) => widths[i] / 2 * (x - lowest[i]) * (x - lowest[i])).Sum();
        }, iterations: 200, tolerance: 1e-6);
        Assert.All(lowest.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
    }

    /// <summary>Rosenbrock (1960): a bent valley, whose lowest point is (1, 1).</summary>
    [Fact]
    public void The_end_of_a_bent_valley_is_found()
    {
        var found = Lbfgs.Minimize([-1.2, 1], Valley, iterations: 200, tolerance: 1e-6);
        Assert.Equal(1, found[0], 1e-5);
        Assert.Equal(1, found[1], 1e-5);
    }

    [Fact]
    public void Iterations_and_tolerance_end_the_search()
    {
        Assert.Equal([-1.2, 1], Lbfgs.Minimize([-1.2, 1], Valley, iterations: 0, tolerance: 0));
        Assert.Equal([-1.2, 1], Lbfgs.Minimize([-1.2, 1], Valley, iterations: 9, tolerance: 1e9));
        Assert.NotEqual([-1.2, 1], Lbfgs.Minimize([-1.2, 1], Valley, iterations: 1, tolerance: 0));
    }

    private static double Valley(double[] point, double[] gradient)
    {
        var (x, y) = (point[0], point[1]);
        gradient[0] = (-400 * x * (y - (x * x))) - (2 * (1 - x));
        gradient[1] = 200 * (y - (x * x));
        return (100 * (y - (x * x)) * (y - (x * x))) + ((1 - x) * (1 - x));
    }
}
