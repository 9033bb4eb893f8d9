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
            <figcaption><b>{title}</b> <span class="note">{note}</span><ul class="legend">{Legend(drawn)}</ul></figcaption>
            <div class="plot" data-x="{x.From} {x.To}" data-y="{y.From} {y.To}">
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label="{title}. {InWords(drawn)}">
            {Html.Each(y.Ticks, tick => Html.Of($"""<path class="grid" d="M0 {Down(y, tick)}H1000"/>"""))}
            {Html.Each(drawn.Index(), line => Html.Of($"""<path class="line s{line.Index % 6}" data-name="{line.Item.Name}" d="{Path(line.Item, x, y)}"/>"""))}
            </svg>
            {Html.Each(y.Ticks, tick => Html.Of($"""<span class="y" style="top:{100 * (1 - y.Part(tick)):0.##}%">{Label(tick)}</span>"""))}
            {Html.Each(x.Ticks, tick => Html.Of($"""<span class="x" style="left:{100 * x.Part(tick):0.##}%">{Figures.Whole((long)tick)}</span>"""))}
            </div>
            {Table(title, drawn)}
            </figure>

            """);
    }

    private static Html Legend(IReadOnlyList<Series> lines) => Html.Each(lines.Index(), line => Html.Of(
        $"""<li><i class="s{line.Index % 6}"></i>{line.Item.Name} <span class="num">{Figures.Real(line.Item.Finite.Last().Y)}</span></li>"""));

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

    private static string Label(double tick) => Math.Abs(tick) switch
    {
        0 => "0",
        < 1e-3 => tick.ToString("0.##e-0", CultureInfo.InvariantCulture),
        < 1e4 => tick.ToString("#,0.####", CultureInfo.InvariantCulture),
        _ => Figures.Rounded(tick),
    };

    private static Html Table(string title, IReadOnlyList<Series> lines)
    {
        var rows = lines.Select(line => line.Thinned(10)).SelectMany(line => line.Points.Select(point => (line.Name, point.X, point.Y)))
            .GroupBy(point => Math.Round(point.X)).OrderBy(row => row.Key);
        return Html.Of($"""
            <details><summary>As a table</summary><div class="scroll"><table><caption class="hidden">{title}</caption>
            <tr><th scope="col" class="num">Step</th>{Html.Each(lines, line => Html.Of($"""<th scope="col" class="num">{line.Name}</th>"""))}</tr>
            {Html.Each(rows, row => Html.Of($"""<tr><td class="num">{Figures.Whole((long)row.Key)}</td>{Html.Each(lines, line => Cell(row, line.Name))}</tr>"""))}
            </table></div></details>
            """);
    }

    private static Html Cell(IEnumerable<(string Name, double X, double Y)> row, string name) => Html.Of(
        $"""<td class="num">{(row.Where(point => point.Name == name).Select(point => Figures.Real(point.Y)).FirstOrDefault() ?? "")}</td>""");
}
