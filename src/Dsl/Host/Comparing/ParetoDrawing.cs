using Heed.Measuring;

namespace Heed.Host;

/// <summary>Quality against operations of training, a panel for each task, every contender by its name; <c>compare.svg</c>.</summary>
internal static class ParetoDrawing
{
    private const double Left = 60, Top = 90, Across = 460, Line = 21, Gap = 60, Names = 300, Panel = Left + Across + Names;

    /// <summary>The file; nothing where no contender has a score.</summary>
    public static string? Of(Comparison comparison)
    {
        var panels = Comparison.Leading(comparison.Tables()).Select(one => Contended.Of(comparison, one.Table, one.Row))
            .Where(panel => panel.Points.Count > 0).ToList();
        if (panels.Count == 0)
            return null;
        var down = Math.Max(360, Line * panels.Max(panel => panel.Points.Count));
        return Html.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Panel:0} {panels.Count * (Top + down + Gap):0}" font-family="sans-serif" font-size="13">
            <title>{comparison.Config.Experiment}: quality and cost of {Planning.Text.Count(comparison.Contenders.Count, "contender")}, {Planning.Text.Count(comparison.Seeds.Count, "seed")} each</title>
            <rect width="100%" height="100%" fill="white"/>
            {panels.Select((panel, place) => Html.Of($"""<g transform="translate(0 {place * (Top + down + Gap):0})">{Draw(panel, down)}</g>"""))}
            </svg>

            """).Text;
    }

    private static Html Draw(Contended panel, double down)
    {
        var x = Axis.Around([0, .. panel.Points.Select(point => point.Cost)], 4);
        var y = Axis.Around([.. panel.Points.SelectMany(point => new[] { point.Quality.Mean - point.Deviation, point.Quality.Mean + point.Deviation })], 6);
        double X(double value) => Left + (Across * x.Part(value));
        double Y(double value) => Top + (down * (1 - y.Part(value)));
        var frontier = Frontier.Of([.. panel.Points.Select(point => (point.Cost, point.Quality.Mean))], panel.LowerIsBetter);

        // Names stand beside the plot in the order of the points' heights, as far apart as they need.
        var named = panel.Points.Index().OrderByDescending(one => one.Item.Quality.Mean).Index().ToList();
        var each = down / named.Count;
        return Html.Of($"""
            <text x="{Left}" y="24" font-size="16" font-weight="bold">{panel.Task}: {panel.Metric}</text>
            <text x="{Left}" y="46" fill="#555">against operations of training; mean ± sample deviation; the line joins what no other beats in both.</text>
            <text x="{Left}" y="64" fill="#555">{(panel.Levels.Count == 0 ? "" : $"Without a model: {Planning.Text.List(panel.Levels)}.")}</text>
            {y.Ticks.Select(tick => Html.Of($"""<path d="M{Left} {Y(tick):0.#}h{Across}" stroke="#e4e4e4"/><text x="{Left - 8}" y="{Y(tick) + 4:0.#}" text-anchor="end">{Figures.Real(tick)}</text>"""))}
            {x.Ticks.Select(tick => Html.Of($"""<text x="{X(tick):0.#}" y="{Top + down + 20:0.#}" text-anchor="middle">{SpreadText.Flops(tick)}</text>"""))}
            <polyline points="{string.Join(' ', frontier.Select(one => FormattableString.Invariant($"{X(panel.Points[one].Cost):0.#},{Y(panel.Points[one].Quality.Mean):0.#}")))}" fill="none" stroke="#0072B2" stroke-width="2"/>
            {named.Select(one => Named(one.Item.Item, Top + (each * (one.Index + 0.5)), frontier.Contains(one.Item.Index)))}
            """);

        Html Named(ContendedPoint point, double height, bool best)
        {
            var (px, py, colour) = (X(point.Cost), Y(point.Quality.Mean), point.IsBase ? "#D55E00" : best ? "#0072B2" : "#777");
            return Html.Of($"""
                <path d="M{px:0.#} {py:0.#}L{Left + Across + 14:0.#} {height:0.#}" stroke="{colour}" stroke-opacity=".3"/>
                <path d="M{px:0.#} {Y(point.Quality.Mean - point.Deviation):0.#}V{Y(point.Quality.Mean + point.Deviation):0.#}" stroke="{colour}"/>
                <circle cx="{px:0.#}" cy="{py:0.#}" r="4.5" fill="{colour}"/>
                <text x="{Left + Across + 18:0.#}" y="{height + 4:0.#}" fill="{colour}"{(best ? Bold : default)}>{point.Name}  {SpreadText.Of(point.Quality, Figures.Real, point.Quality.Count)}</text>

                """);
        }
    }

    private static readonly Html Bold = new(""" font-weight="bold" """);

    private sealed record Contended(string Task, string Metric, bool LowerIsBetter, IReadOnlyList<ContendedPoint> Points, IReadOnlyList<string> Levels)
    {
        public static Contended Of(Comparison comparison, ComparedTable table, ComparedRow row) => new(
            row.Task, table.Metric, table.LowerIsBetter,
            [
                .. from one in comparison.Contenders
                   let score = row.Of(one)
                   where score.Spread.Count > 0
                   select new ContendedPoint(one.Name, one == comparison.Contenders[0], one.FlopsOf(score).Mean, score.Spread),
            ],
            [.. from score in row.Levels select $"{score.System} {Figures.Real(score.Spread.Mean)}"]);
    }

    private sealed record ContendedPoint(string Name, bool IsBase, double Cost, Spread Quality)
    {
        public double Deviation => Quality.Count > 1 ? Quality.Deviation : 0;
    }
}
