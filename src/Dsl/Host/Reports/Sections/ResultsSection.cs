namespace Heed.Host;

/// <summary>How good the model is, beside what needs no model.</summary>
internal static class ResultsSection
{
    /// <summary>The section, if there are results.</summary>
    public static Section? Of(IReadOnlyList<ResultTable> tables) =>
        tables.Count == 0 ? null : new("results", "Results", Html.Each(tables, Table));

    private static Html Table(ResultTable table) => Html.Of($"""
        <div class="card"><div class="scroll"><table class="results">
        <caption class="hidden">{table.Metric}</caption>
        <thead><tr><th scope="col">{table.Metric}</th><th scope="col" class="num">Examples</th>{Html.Each(table.Systems, Head)}</tr></thead>
        {Html.Each(table.Rows.GroupBy(row => row.Task), Task)}
        </table></div>
        <p class="note">{table.Note} The best of each row is bold.</p>
        <p class="note"><code>{table.Signature}</code></p>
        <details><summary>What the scores are made of</summary><div class="scroll"><table>
        <tr><th scope="col">Task</th><th scope="col">Test set</th><th scope="col">System</th><th scope="col">Details</th></tr>
        {Html.Each(table.Rows, row => Html.Each(row.Scores.Zip(table.Systems), pair => Html.Of($"""
            <tr><td>{row.Task}</td><td class="nowrap">{row.Subset}</td><td class="nowrap">{pair.Second}</td><td class="mono nowrap">{pair.First.Value:0.00} {pair.First.Details}</td></tr>

            """)))}
        </table></div></details></div>

        """);

    private static Html Head(string system) => Html.Of($"""<th scope="col" class="num">{system}</th>""");

    private static Html Task(IGrouping<string, ResultRow> rows) => Html.Of($"""
        <tbody><tr class="group"><th scope="rowgroup" colspan="{2 + rows.First().Scores.Count}">{rows.Key}</th></tr>
        {Html.Each(rows, row => Html.Of($"""
            <tr><th scope="row">{row.Subset}</th><td class="num">{Figures.Whole(row.Examples)}</td>{Html.Each(row.Scores, score => Score(row, score))}</tr>

            """))}</tbody>
        """);

    private static Html Score(ResultRow row, ResultScore score) => score.Value == row.Best
        ? Html.Of($"""<td class="num"><strong>{score.Value:0.0}</strong></td>""")
        : Html.Of($"""<td class="num">{score.Value:0.0}</td>""");
}
