using System.Globalization;
using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>A search as <c>sweep.html</c>.</summary>
internal static class SweepPage
{
    /// <summary>The page, as text. The same search gives the same page.</summary>
    public static string Render(SweepResult result) => WholePage.Of(
        $"{result.Config.Experiment}, searched",
        Header(result),
        [
            Plots(result),
            new("trials", "Trials", Html.Of($"""
                <p class="note">{result.Note}</p>
                <div class="card">
                {HtmlTable.Of(
                    [.. result.Headings.Select(FigureHeading), Heading("Folder")],
                    result.Trials.Index().Select(one => Row([.. result.Cells(one.Index).Select(Figure), Typed(one.Item.Trial.Folder)])))}
                </div>
                """)),
            result.LeftOut.Count == 0 ? null : new("left-out", "Left out", HtmlTable.Of(
                [Heading("Settings"), Heading("Why")], result.LeftOut.Select(one => Row(Typed(string.Join(" ", one.Settings)), Words(one.Why))))),
            new("repeat", "Repeat this search", Html.Of($"""<pre class="card"><code>{result.Config.Command}</code></pre>""")),
        ]);

    private static Html Header(SweepResult result)
    {
        (string Name, string Value)[] figures =
        [
            ("Search", result.Config.Search), ("Trials", Figures.Whole(result.Trials.Count)), ("Lowest loss", Figures.Real(result.Trials[0].Loss)),
            ("Begun", result.Config.Begun.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        ];
        return Html.Of($"""
            <header>
            <p class="brand">Heed · search</p>
            <h1>{result.Config.Experiment}</h1>
            <p class="lead">Best: {string.Join(", ", result.Trials[0].Trial.Settings)}</p>
            <dl class="figures">{figures.Select(figure => Html.Of($"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd></div>"))}</dl>
            </header>
            """);
    }

    private static Section? Plots(SweepResult result) => result.Trials.All(one => !double.IsFinite(one.Loss)) ? null : new("plots", "Loss and numbers", Html.Of($"""
        <div class="charts">
        {result.Varied.Index().Select(one => Plot(result, one.Item, one.Index))}
        </div>
        """));

    // Trials that came to different steps are clouds of their own: their losses are not to be compared.
    private static Html Plot(SweepResult result, Varied varied, int place)
    {
        var log = varied.Match(range => range.IsLog, choice => choice.Values.Min() > 0 && choice.Values.Max() > 10 * choice.Values.Min());
        double Along(double value) => log ? Math.Log10(value) : value;
        Cloud[] clouds =
        [
            .. result.Rungs.Index().Select(rung => new Cloud(
                $"to step {Figures.Whole(rung.Item.Steps)}",
                [
                    .. result.Trials.Where(one => one.Rung == rung.Index && double.IsFinite(one.Loss))
                        .Select(one => (Along(one.Trial.Values.ElementAt(place)), one.Loss)),
                ]) { HasCross = false }),
        ];
        var axis = Axis.Around([.. clouds.SelectMany(cloud => cloud.Points).Select(point => point.X)], 4);
        return ScatterChart.Of(
            "Validation loss", $"against {varied.Number.Path}{(log ? ", by ratios" : "")}", axis,
            value => log ? Math.Pow(10, value).ToString("0.##e-0", CultureInfo.InvariantCulture) : LineChart.Label(value), clouds, []);
    }
}
