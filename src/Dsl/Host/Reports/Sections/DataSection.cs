using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>What the run read: examples of each task, what was left out or cut, and the files with their terms.</summary>
internal static class DataSection
{
    private static readonly string[] Counts = ["Training", "Validation", "Test", "Cut short", "Bad rows skipped"];

    /// <summary>The section, if it is known what was read.</summary>
    public static Section? Of(IReadOnlyList<DataCounts> data, IReadOnlyList<DataFileCard> files) => data.Count == 0 ? null : new("data", "Data", Html.Of($"""
        <div class="card">
        {HtmlTable.Of([Heading("Task"), .. Counts.Select(FigureHeading)], data.Select(Row))}
        </div>
        {files.Select(Card)}
        """));

    private static Html Row(DataCounts task)
    {
        int[] counts = [task.Training, task.Validation, task.Test, task.Truncated, task.Skipped];
        return HtmlTable.Row([Name(task.Task), .. counts.Select(count => Figure(Figures.Whole(count)))]);
    }

    private static Html Card(DataFileCard file) => Html.Of($"""
        <div class="card facts"><h3>{file.Name}</h3>
        {HtmlTable.Of([], Facts(file).Select(fact => HtmlTable.Row(Name(fact.Name), Html.Of($"<td>{fact.Value}</td>"))))}
        {file.Papers.Select(paper => Html.Of($"""<details><summary>{paper.File}</summary><pre class="paper">{paper.Text}</pre></details>"""))}
        </div>

        """);

    private static IEnumerable<(string Name, Html Value)> Facts(DataFileCard file) =>
    [
        ("Read by", Html.Of($"{string.Join(", ", file.Tasks)}")),
        ("Size", Html.Of($"{Figures.Whole(file.Bytes)} bytes")),
        ("SHA-256", Html.Of($"""<code class="hash">{file.Sha256}</code>""")),
        ("Rows", Html.Of($"{(file.Windows is null ? "" : "the first ")}{Figures.Whole(file.Rows)}; {Figures.Whole(file.Skipped)} bad ones skipped{(file.Test is null ? "" : ", those of the test among them")}")),
        .. file.Windows is { } windows
            ? new[] { ("Read on", Html.Of($"in windows of {Figures.Whole(windows.Window)} rows, for training alone: {windows.Read.ToString()}")) }
            : [],
        ("Split", Html.Of($"{Figures.Whole(file.Parts.Training)} for training, {Figures.Whole(file.Parts.Validation)} for validation, {(file.Test is null ? Figures.Whole(file.Parts.Test) : "none")} for the test")),
        .. file.Test is { } test
            ? new[] { ("Test", Html.Of($"""{test.Name}: {Figures.Whole(test.Rows)} rows, {Figures.Whole(test.Bytes)} bytes, SHA-256 <code class="hash">{test.Sha256}</code>""")) }
            : [],
        ("Near-duplicates", Html.Of($"{Figures.Whole(file.Clusters.Rows)} rows in {Figures.Whole(file.Clusters.Clusters)} clusters (word Jaccard {file.Threshold:0.##} or more; the largest has {Figures.Whole(file.Clusters.Largest)} rows); no cluster is torn by the split{(file.Test is null ? "" : " into training and validation; the test was not compared")}")),
        ("Licence", file.Papers.Count > 0 ? Html.Of($"beside the file: {string.Join(", ", file.Papers.Select(paper => paper.File))}") : new("no paper lies beside the file")),
    ];
}
