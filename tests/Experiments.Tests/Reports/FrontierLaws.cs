using FsCheck.Xunit;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Reports;

public class FrontierLaws
{
    [Property(MaxTest = 500)]
    public void Nothing_on_it_is_beaten_in_both_and_all_else_is(int seed)
    {
        var draw = new Draw(seed);
        var lower = draw.Coin();
        (double Cost, double Quality)[] points = [.. Enumerable.Range(0, draw.Below(0, 12)).Select(_ => ((double)draw.Below(0, 5), (double)draw.Below(0, 5)))];
        double Good(int one) => lower ? -points[one].Quality : points[one].Quality;
        bool Beats(int one, int other) =>
            points[one].Cost <= points[other].Cost && Good(one) >= Good(other) && (points[one].Cost < points[other].Cost || Good(one) > Good(other));
        var frontier = Frontier.Of(points, lower);
        var unbeaten = Enumerable.Range(0, points.Length).Where(one => !Enumerable.Range(0, points.Length).Any(other => Beats(other, one)));
        Assert.Equal(unbeaten.Select(one => points[one]).Distinct().OrderBy(point => point.Cost), frontier.Select(one => points[one]));
    }
}
