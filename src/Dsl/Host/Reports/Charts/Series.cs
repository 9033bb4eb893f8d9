namespace Heed.Host;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">Step and value, in the order of the steps; values that are not finite leave a gap.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>
    /// The same line with few enough points to draw: the mean of each group of neighbours. A loss is noisy from step to step;
    /// its mean over a hundredth of the run is what a reader wants.
    /// </summary>
    public Series Thinned(int most = 150)
    {
        var size = (Points.Count + most - 1) / most;
        return size <= 1 ? this : this with { Points = [.. Points.Chunk(size).Select(Mean)] };
    }

    /// <summary>Points with a value.</summary>
    public IEnumerable<(double X, double Y)> Finite => Points.Where(point => double.IsFinite(point.Y));

    private static (double X, double Y) Mean((double X, double Y)[] points)
    {
        var finite = points.Where(point => double.IsFinite(point.Y)).ToArray();
        return finite.Length == 0
            ? (points.Average(point => point.X), double.NaN)
            : (finite.Average(point => point.X), finite.Average(point => point.Y));
    }
}
