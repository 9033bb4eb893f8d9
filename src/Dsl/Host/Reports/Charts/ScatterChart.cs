using Heed.Measuring;

namespace Heed.Host;

/// <summary>Points of one thing, such as the runs of a contender.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Points">The points.</param>
internal sealed record Cloud(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>Whether mean and deviation mean something: points are of one thing, measured several times.</summary>
    public bool HasCross { get; init; } = true;
}

/// <summary>
/// Clouds of points: a dot for each, and a cross at the means whose arms reach one sample standard deviation to each side. What has no
/// place along the axis is a dashed line. Drawn as <see cref="LineChart"/> is, so that a phone and a desk both read it.
/// </summary>
internal static class ScatterChart
{
    private const double Extent = 1000;

    /// <summary>The chart; nothing if there is no point.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="note">More about it.</param>
    /// <param name="x">The axis along.</param>
    /// <param name="label">How a value along the axis is written.</param>
    /// <param name="clouds">The clouds.</param>
    /// <param name="levels">Dashed lines, by name and height.</param>
    /// <param name="frontier">Points that a line joins.</param>
    public static Html Of(
        string title, string note, Axis x, Func<double, string> label, IReadOnlyList<Cloud> clouds, IReadOnlyList<(string Name, double Y)> levels,
        IReadOnlyList<(double X, double Y)>? frontier = null)
    {
        var shown = clouds.Index().Where(cloud => cloud.Item.Points.Count > 0).ToList();
        if (shown.Count == 0)
            return default;
        // What is never below 0 (a score) gets no axis below it.
        var floor = shown.SelectMany(cloud => cloud.Item.Points).Min(point => point.Y) >= 0 ? 0 : double.NegativeInfinity;
        var reach = shown.Where(cloud => cloud.Item is { HasCross: true, Points.Count: > 1 }).Select(cloud => Heights(cloud.Item))
            .SelectMany(spread => new[] { Math.Max(floor, spread.Mean - spread.Deviation), spread.Mean + spread.Deviation });
        var y = Axis.Around(
            [.. shown.SelectMany(cloud => cloud.Item.Points).Select(point => point.Y), .. reach, .. levels.Select(level => level.Y)]);
        return Html.Of($"""
            <figure class="chart">
            <figcaption><b>{title}</b> <span class="note">{note}</span><ul class="legend">{shown.Select(cloud => Legend(cloud.Item, cloud.Index))}</ul></figcaption>
            <div class="plot">
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="{title}. {InWords(shown.Select(cloud => cloud.Item), label)}">
            {y.Ticks.Select(tick => Html.Of($"""<path class="grid" d="M0 {Down(y, tick)}H1000"/>"""))}
            {levels.Select(level => Html.Of($"""<path class="level" d="M0 {Down(y, level.Y)}H1000"/>"""))}
            {(frontier is { Count: > 1 } ? Html.Of($"""<path class="frontier" d="M{string.Join('L', frontier.Select(point => FormattableString.Invariant($"{Along(x, point.X)} {Down(y, point.Y)}")))}"/>""") : default)}
            {shown.Select(cloud => Draw(cloud.Item, cloud.Index, x, y, label))}
            </svg>
            {y.Ticks.Select(tick => Html.Of($"""<span class="y" style="top:{100 * (1 - y.Part(tick)):0.##}%">{LineChart.Label(tick)}</span>"""))}
            {levels.Select(level => Html.Of($"""<span class="at" style="top:{100 * (1 - y.Part(level.Y)):0.##}%">{level.Name}</span>"""))}
            {x.Ticks.Select(tick => Html.Of($"""<span class="x" style="left:{100 * x.Part(tick):0.##}%">{label(tick)}</span>"""))}
            </div>
            </figure>

            """);
    }

    private static Html Draw(Cloud cloud, int index, Axis x, Axis y, Func<double, string> label) => Html.Of($"""
        {cloud.Points.Select(point => Html.Of($"""<path class="dot s{index % 6}" d="M{Along(x, point.X)} {Down(y, point.Y)}h.01"><title>{cloud.Name}: {Figures.Real(point.Y)} at {label(point.X)}</title></path>"""))}
        {(cloud.Points.Count < 2 || !cloud.HasCross ? default : Cross(cloud, index, x, y))}
        """);

    private static Html Cross(Cloud cloud, int index, Axis x, Axis y)
    {
        var (across, up) = (Spread.Of(cloud.Points.Select(point => point.X)), Heights(cloud));
        return Html.Of($"""
            <path class="arm s{index % 6}" d="M{Along(x, across.Mean - across.Deviation)} {Down(y, up.Mean)}H{Along(x, across.Mean + across.Deviation)}M{Along(x, across.Mean)} {Down(y, up.Mean - up.Deviation)}V{Down(y, up.Mean + up.Deviation)}"/>
            """);
    }

    private static Html Legend(Cloud cloud, int index) =>
        Html.Of($"""<li><i class="s{index % 6}"></i>{cloud.Name} <span class="num">{Figure(cloud)}</span></li>""");

    private static string InWords(IEnumerable<Cloud> clouds, Func<double, string> label) => string.Join(" ", clouds.Select(cloud =>
        $"{cloud.Name}: {Figure(cloud)} at {label(cloud.Points.Average(point => point.X))}."));

    private static string Figure(Cloud cloud) => cloud.HasCross
        ? SpreadText.Of(Heights(cloud), Figures.Real, cloud.Points.Count)
        : $"{cloud.Points.Count}, lowest {Figures.Real(cloud.Points.Min(point => point.Y))}";

    private static Spread Heights(Cloud cloud) => Spread.Of(cloud.Points.Select(point => point.Y));

    private static double Along(Axis x, double value) => Math.Round(Extent * x.Part(value), 1);

    private static double Down(Axis y, double value) => Math.Round(Extent * (1 - y.Part(value)), 1);
}
