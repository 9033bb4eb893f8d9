using System.Globalization;
using System.Text;

namespace Heed.Host;

/// <summary>
/// Lines over steps. The lines are stretched to the width there is and the labels are text beside them, so that a phone and a
/// desk both read them; a description and a table say the same in words.
/// </summary>
internal static class LineChart
{
    /// <summary>The lines' own units, both ways.</summary>
    private const double Extent = 1000;

    /// <summary>The chart; nothing if no line has a point.</summary>
    public static Html Of(string title, string note, IReadOnlyList<Series> lines)
    {
        var drawn = lines.Select(line => line.Thinned()).Where(line => line.Finite.Any()).ToList();
        if (drawn.Count == 0)
            return default;
        var x = Axis.OfSteps(lines.SelectMany(line => line.Points).Max(point => point.X));
        var y = Axis.Around([.. drawn.SelectMany(line => line.Finite).Select(point => point.Y)]);
        return Html.Of($"""
            <figure class="chart">
            <figcaption><b>{title}</b> <span class="note">{note}</span><ul class="legend">{drawn.Select(Legend)}</ul></figcaption>
            <div class="plot" data-x="{x.From} {x.To}" data-y="{y.From} {y.To}">
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="{title}. {InWords(drawn)}">
            {y.Ticks.Select(tick => Html.Of($"""<path class="grid" d="M0 {Down(y, tick)}H1000"/>"""))}
            {drawn.Select((line, index) => Line(line, index, x, y))}
            </svg>
            {y.Ticks.Select(tick => Html.Of($"""<span class="y" style="top:{100 * (1 - y.Part(tick)):0.##}%">{Label(tick)}</span>"""))}
            {x.Ticks.Select(tick => Html.Of($"""<span class="x" style="left:{100 * x.Part(tick):0.##}%">{tick:N0}</span>"""))}
            </div>
            <details><summary>As a table</summary>{Rows(drawn)}</details>
            </figure>

            """);
    }

    private static Html Line(Series line, int index, Axis x, Axis y) =>
        Html.Of($"""<path class="line s{index % 6}" data-name="{line.Name}" d="{Path(line, x, y)}"/>""");

    private static Html Legend(Series line, int index) =>
        Html.Of($"""<li><i class="s{index % 6}"></i>{line.Name} <span class="num">{Figures.Real(line.Finite.Last().Y)}</span></li>""");

    private static string InWords(IEnumerable<Series> lines) => string.Join(" ", lines.Select(line =>
    {
        var (first, last) = (line.Finite.First(), line.Finite.Last());
        return $"{line.Name}: from {Figures.Real(first.Y)} at step {Figures.Whole((long)first.X)} to {Figures.Real(last.Y)} at step "
            + $"{Figures.Whole((long)last.X)}, lowest {Figures.Real(line.Finite.Min(point => point.Y))}.";
    }));

    private static string Path(Series line, Axis x, Axis y)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var point in line.Points)
        {
            if (double.IsFinite(point.Y))
                path.Append(CultureInfo.InvariantCulture, $"{pen}{Extent * x.Part(point.X):0.#} {Down(y, point.Y):0.#}");
            pen = double.IsFinite(point.Y) ? 'L' : 'M';
        }
        return path.ToString();
    }

    private static double Down(Axis y, double value) => Math.Round(Extent * (1 - y.Part(value)), 1);

    /// <summary>A tick of an axis.</summary>
    public static string Label(double tick) => Math.Abs(tick) switch
    {
        0 => "0",
        < 1e-3 => tick.ToString("0.##e-0", CultureInfo.InvariantCulture),
        < 1e4 => tick.ToString("#,0.####", CultureInfo.InvariantCulture),
        _ => Figures.Rounded(tick),
    };

    /// <summary>About ten rows; a line that has no point at a row's step leaves its cell empty.</summary>
    private static Html Rows(IReadOnlyList<Series> lines)
    {
        var columns = lines.Select(line => line.Thinned(10).Points.ToLookup(point => Math.Round(point.X), point => point.Y)).ToList();
        var steps = columns.SelectMany(column => column.Select(group => group.Key)).Distinct().Order();
        return HtmlTable.Of(
            [HtmlTable.FigureHeading("Step"), .. lines.Select(line => HtmlTable.FigureHeading(line.Name))],
            steps.Select(step => HtmlTable.Row(
                [HtmlTable.Figure(Figures.Whole((long)step)), .. columns.Select(column => HtmlTable.Figure(Cell(column[step])))])));
    }

    private static string Cell(IEnumerable<double> values) => string.Join(" ", values.Take(1).Select(Figures.Real));
}
