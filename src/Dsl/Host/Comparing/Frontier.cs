namespace Heed.Host;

/// <summary>What no other beats in both quality and cost (the Pareto frontier).</summary>
public static class Frontier
{
    /// <summary>The indices of those that are at least as good as any other of at most their cost, and better than any cheaper one; the cheapest first.</summary>
    /// <param name="points">Cost and quality of each.</param>
    /// <param name="lowerIsBetter">Whether a lower quality is the better one, as with errors.</param>
    public static IReadOnlyList<int> Of(IReadOnlyList<(double Cost, double Quality)> points, bool lowerIsBetter = false)
    {
        var (best, frontier) = (double.NegativeInfinity, new List<int>());
        var sign = lowerIsBetter ? -1 : 1;
        foreach (var (index, point) in points.Index().OrderBy(one => one.Item.Cost).ThenByDescending(one => sign * one.Item.Quality))
        {
            if (sign * point.Quality <= best)
                continue;
            best = sign * point.Quality;
            frontier.Add(index);
        }

        return frontier;
    }
}
