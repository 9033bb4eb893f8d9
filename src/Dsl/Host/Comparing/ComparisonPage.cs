using System.Globalization;
using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>A comparison as <c>compare.html</c>.</summary>
internal static class ComparisonPage
{
    /// <summary>The page, as text. The same comparison gives the same page.</summary>
    public static string Render(Comparison comparison)
    {
        var tables = comparison.Tables();
        return WholePage.Of(
            $"{comparison.Config.Experiment}, compared",
            Header(comparison),
            [
                Plots(comparison, tables), Quality(comparison, tables), Cost(comparison), Runs(comparison),
                new("repeat", "Repeat this comparison", Html.Of($"""<pre class="card"><code>{comparison.Config.Command}</code></pre>""")),
            ]);
    }

    private static Html Header(Comparison comparison)
    {
        var names = Planning.Text.List(comparison.Contenders.Select(one => one.Name));
        (string Name, string Value)[] figures =
        [
            ("Runs", Figures.Whole(comparison.Contenders.Count * comparison.Seeds.Count)),
            ("Seeds", string.Join(", ", comparison.Seeds)),
            ("Begun", comparison.Config.Begun.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        ];
        return Html.Of($"""
            <header>
            <p class="brand">Heed · comparison</p>
            <h1>{comparison.Config.Experiment}</h1>
            <p class="lead">{names}, each with {Planning.Text.Count(comparison.Seeds.Count, "seed")}.</p>
            <dl class="figures">{figures.Select(figure => Html.Of($"<div><dt>{figure.Name}</dt><dd>{figure.Value}</dd></div>"))}</dl>
            </header>
            """);
    }

    // Quality against what training cost.
    private static Section? Plots(Comparison comparison, IReadOnlyList<ComparedTable> tables)
    {
        (string Name, Func<RunOutcome, double?> Cost, Func<double, string> Write)[] costs =
        [
            ("FLOPs", outcome => outcome.Flops, SpreadText.Flops), ("training time", outcome => outcome.Seconds, SpreadText.Seconds),
            ("peak memory", outcome => outcome.PeakBytes, SpreadText.Bytes),
        ];
        var rows = Comparison.Leading(tables);
        return rows.Count == 0 ? null : new("plots", "Quality and cost", Html.Of($"""
            <p class="note">A dot is a run, a cross the mean with a sample standard deviation to each side; a line joins the means that no other beats in both; dashed is what needs no model.</p>
            <div class="charts">
            {from one in rows from cost in costs select Plot(comparison, one.Table, one.Row, cost)}
            </div>
            """));
    }

    private static Html Plot(
        Comparison comparison, ComparedTable table, ComparedRow row, (string Name, Func<RunOutcome, double?> Cost, Func<double, string> Write) cost)
    {
        Cloud[] clouds =
        [
            .. from one in comparison.Contenders
               select new Cloud(one.Name,
               [
                   .. from scored in one.Scored(row.Of(one))
                      let spent = cost.Cost(scored.Run)
                      where spent is not null
                      select (spent.Value, scored.Score),
               ]),
        ];
        var along = Axis.Around([0, .. clouds.SelectMany(cloud => cloud.Points).Select(point => point.X)], 4);
        (double Cost, double Quality)[] means = [.. from cloud in clouds where cloud.Points.Count > 0 select (cloud.Points.Average(point => point.X), cloud.Points.Average(point => point.Y))];
        var frontier = Frontier.Of(means, table.LowerIsBetter).Select(one => means[one]);
        var levels = row.Levels.Select(score => (score.System, score.Spread.Mean));
        return ScatterChart.Of($"{row.Task}: {table.Metric}", $"against {cost.Name}", along, cost.Write, clouds, [.. levels], [.. frontier]);
    }

    private static Section? Quality(Comparison comparison, IReadOnlyList<ComparedTable> tables) => tables.Count == 0 ? null : new(
        "results", "Results", Html.Of($"""
            {tables.Select(table => table.Note).Distinct().Append(ComparisonView.Note(comparison)).Select(note => Html.Of($"""<p class="note">{note}</p>"""))}
            {tables.Select(table => Card(table, comparison.Seeds.Count))}
            """));

    private static Html Card(ComparedTable table, int seeds) => Html.Of($"""
        <div class="card"><div class="scroll"><table class="results">
        <thead>{Row([Heading(table.Metric), .. table.Rows[0].Scores.Select(score => FigureHeading(score.System))])}</thead>
        {table.Rows.GroupBy(row => row.Task).Select(rows => Task(rows, seeds))}
        </table></div>
        <p class="note"><code>{table.Signature}</code></p></div>

        """);

    private static Html Task(IGrouping<string, ComparedRow> rows, int seeds) => Html.Of($"""
        <tbody><tr class="group"><th scope="rowgroup" colspan="{1 + rows.First().Scores.Count}">{rows.Key}</th></tr>
        {rows.Select(row => Row([Name(row.Subset), .. row.Scores.Select(score => Figure(SpreadText.Of(score.Spread, SpreadText.Score, seeds)))]))}
        </tbody>
        """);

    private static Section Cost(Comparison comparison) => new("cost", "Cost", Html.Of($"""
        <p class="note">{ComparisonView.Measured(comparison)}</p>
        <div class="card">
        {HtmlTable.Of(
            [Heading("Contender"), .. ComparisonView.Headings.Select(FigureHeading)],
            comparison.Contenders.Select(one => Row([Name(one.Name), .. ComparisonView.Costs(one).Select(Figure)])))}
        </div>
        """));

    private static Section Runs(Comparison comparison) => new("runs", "Runs", Html.Of($"""
        <div class="card">
        {HtmlTable.Of(
            [Heading("Contender"), FigureHeading("Seed"), FigureHeading("Steps"), FigureHeading("FLOPs"), FigureHeading("Training time"), Heading("Report")],
            from one in comparison.Contenders
            from run in comparison.Seeds.Zip(one.Outcomes)
            select Row(
                Words(one.Name), Figure(run.First.ToString(CultureInfo.InvariantCulture)), Figure(Figures.Whole(run.Second.Steps)),
                Figure(SpreadText.Flops(run.Second.Flops)), Figure(SpreadText.Seconds(run.Second.Seconds)),
                run.Second.Diverged ? Words("diverged") : Html.Of($"""<td><a href="{Compare.FolderOf("", one.Name, run.First)}/report.html">report</a></td>""")))}
        </div>
        """));
}
