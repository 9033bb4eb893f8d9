using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>How good the model is, beside what needs no model.</summary>
internal static class ResultsSection
{
    /// <summary>The section, if there are results.</summary>
    public static Section? Of(IReadOnlyList<ResultTable> tables) =>
        tables.Count == 0 ? null : new("results", "Results", Html.Of($"""
            {tables.Select(table => table.Note).Distinct().Select(note => Html.Of($"""<p class="note">{note} The best of each row is bold.</p>"""))}
            {tables.Select(Card)}
            """));

    private static Html Card(ResultTable table) => Html.Of($"""
        <div class="card"><div class="scroll"><table class="results">
        <thead>{Row([Heading(table.Metric), FigureHeading("Examples"), .. table.Systems.Select(FigureHeading)])}</thead>
        {table.Rows.GroupBy(row => row.Task).Select(rows => Task(table, rows))}
        </table></div>
        <p class="note"><code>{table.Signature}</code></p>
        <details><summary>What the scores are made of</summary>
        {HtmlTable.Of(
            [Heading("Task"), Heading("Test set"), Heading("System"), Heading("Details")],
            table.Rows.SelectMany(row => row.Scores.Zip(table.Systems, (score, system) => Details(row, system, score))))}
        </details></div>

        """);

    private static Html Task(ResultTable table, IGrouping<string, ResultRow> rows) => Html.Of($"""
        <tbody><tr class="group"><th scope="rowgroup" colspan="{2 + rows.First().Scores.Count}">{rows.Key}</th></tr>
        {rows.Select(row => Row([Name(row.Subset), Figure(Figures.Whole(row.Examples)), .. row.Scores.Select(score => Score(table, row, score))]))}
        </tbody>
        """);

    private static Html Score(ResultTable table, ResultRow row, ResultScore score) => table.IsBest(row, score)
        ? Html.Of($"""<td class="num"><strong>{score.Shown}</strong></td>""")
        : Html.Of($"""<td class="num">{score.Shown}</td>""");

    private static Html Details(ResultRow row, string system, ResultScore score) => Row(
        Words(row.Task), Words(row.Subset), Words(system), Html.Of($"""<td class="mono nowrap">{score.Value:0.00} {score.Details}</td>"""));
}
