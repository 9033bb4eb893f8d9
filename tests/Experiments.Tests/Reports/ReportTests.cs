using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FsCheck.Xunit;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Reports;

public partial class ReportTests
{
    [Fact]
    public void Every_section_is_there_and_in_the_contents()
    {
        var page = Parse(Report.Render(SampleReport.Content));
        string[] expected = ["results", "samples", "confusion", "errors", "curves", "attention", "allocation", "cost", "data", "plan", "settings", "repeat"];
        Assert.Equal(expected, page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Equal(expected, page.Descendants("nav").Single().Elements("a").Select(link => link.Attribute("href")!.Value[1..]));
    }

    [Fact]
    public void Sections_without_content_are_left_out()
    {
        var content = SampleReport.Content with
        {
            Results = [],
            Samples = [],
            Errors = [],
            LongErrors = [],
            Cost = null,
            Data = [],
            Confusions = [],
            History = [],
            Attention = [],
            Work = [],
            Plan = SampleReport.Content.Plan with { Parts = [] },
            Config = SampleReport.Content.Config with { Settings = new Dictionary<string, string>() },
        };
        Assert.Equal(["repeat"], Parse(Report.Render(content)).Descendants("section").Select(section => section.Attribute("id")!.Value));
    }

    /// <summary>Whatever stands in the data: the page stays well-formed, keeps its elements and gains no other.</summary>
    [Property(MaxTest = 30)]
    public void Hostile_text_adds_no_markup(string? anything)
    {
        var hostile = anything + "</style></script><script>alert(1)</script><img src=x onerror='alert(1)'>\"'`&amp;\0\x1b[31m\ud800 ]]>";
        var page = Parse(Report.Render(Renamed(hostile)));
        var plain = Parse(Report.Render(Renamed("plain text that is longer than a label")));
        Assert.Equal(plain.Descendants().Select(element => element.Name), page.Descendants().Select(element => element.Name));
        Assert.Equal(plain.Descendants().Attributes().Select(item => item.Name), page.Descendants().Attributes().Select(item => item.Name));
    }

    [Fact]
    public void Text_is_shown_as_it_is() =>
        Assert.Contains("a < b & c \"d\" 中文 🙂 «\u00a0é\u00a0»",
            Parse(Report.Render(Renamed("a < b & c \"d\" 中文 🙂 «\u00a0é\u00a0»"))).Descendants("dd").Select(element => element.Value));

    [Fact]
    public void Nothing_is_fetched()
    {
        var html = Report.Render(SampleReport.Content);
        Assert.DoesNotMatch(Fetching(), html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_the_same_in_every_country()
    {
        var before = CultureInfo.CurrentCulture;
        var here = Report.Render(SampleReport.Content);
        try
        {
            CultureInfo.CurrentCulture = new("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
            Assert.Equal(here, Report.Render(SampleReport.Content));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_drawing_is_also_told_in_words()
    {
        var drawings = Parse(Report.Render(SampleReport.Content)).Descendants("svg").ToList();
        Assert.Equal(5 + (4 * 4), drawings.Count);
        Assert.All(drawings, svg => Assert.Equal("img", svg.Attribute("role")!.Value));
        Assert.StartsWith("Training loss. ToFrench: from ", drawings[0].Attribute("aria-label")!.Value, StringComparison.Ordinal);
        Assert.Contains("▁Ouvre looks most at ▁the; ", drawings[5].Attribute("aria-label")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_system_of_a_row_is_bold_even_when_it_is_not_the_model()
    {
        var table = Parse(Report.Render(SampleReport.Content)).Descendants("table").First();
        var rows = table.Descendants("tr").Where(row => row.Elements("td").Any());
        Assert.Equal(["27.4", "19.2", "29.8", "8.7"], rows.Select(row => row.Descendants("strong").Single().Value));
    }

    [Fact]
    public void All_that_a_repetition_needs_is_told()
    {
        var repeat = Parse(Report.Render(SampleReport.Content)).Descendants("section").Single(section => section.Attribute("id")!.Value == "repeat").Value;
        string[] needed =
        [
            "dotnet run experiments/translation.cs --seed 17 --steps 3000", "OMP_NUM_THREADS=2", "libtorch 2.10.0",
            "0123456789abcdef0123456789abcdef01234567", "SHA-256 of data/help.en-fr.tsv.gz", new string('e', 64),
        ];
        Assert.All(needed, part => Assert.Contains(part, repeat, StringComparison.Ordinal));
    }

    [Fact]
    public void A_test_in_a_file_of_its_own_has_its_rows_and_hash_and_was_not_compared()
    {
        var file = SampleReport.Content.Files[0] with { Parts = (31_493, 1_006, 0), Test = new("data/test.tsv", 12_345, new('f', 64), 1_006) };
        var page = Parse(Report.Render(SampleReport.Content with { Files = [file] }));
        string Told(string id) => page.Descendants("section").Single(section => section.Attribute("id")!.Value == id).Value;
        Assert.Contains($"data/test.tsv: 1,006 rows, 12,345 bytes, SHA-256 {new string('f', 64)}", Told("data"), StringComparison.Ordinal);
        Assert.Contains("1,006 for validation, none for the test", Told("data"), StringComparison.Ordinal);
        Assert.Contains("torn by the split into training and validation; the test was not compared", Told("data"), StringComparison.Ordinal);
        Assert.Contains("SHA-256 of data/test.tsv", Told("repeat"), StringComparison.Ordinal);
        Assert.DoesNotContain("not compared", Report.Render(SampleReport.Content), StringComparison.Ordinal);
    }

    [Fact]
    public void Agreement_with_gradients_stands_beside_chance_where_positions_are_skipped()
    {
        var card = Card(SampleReport.Content, "What was kept")!;
        Assert.Equal(["ToFrench", "2", "62 %", "50 %", "6"], card.Descendants("tbody").Single().Descendants("tr").Single().Elements().Select(cell => cell.Value));
        Assert.Null(Card(SampleReport.Content with { Agreements = [] }, "What was kept"));
    }

    [Fact]
    public void What_was_left_out_stands_beside_what_it_moves_where_it_is_put_back()
    {
        var card = Card(SampleReport.Content, "put back")!;
        Assert.Equal(
            ["ToFrench", "probability of a token of the answer (geometric mean)", "0.5200", "0.0110", "0.0340", "0.1200", "6"],
            card.Descendants("tbody").Single().Descendants("tr").Single().Elements().Select(cell => cell.Value));
        Assert.Null(Card(SampleReport.Content with { Moves = [] }, "put back"));
    }

    [Fact]
    public void Each_layer_that_learned_a_budget_has_its_line()
    {
        var section = Parse(Report.Render(SampleReport.Content with { Budgets = [new("ToFrench", 2, 24.24, 25, 1_024), new("ToEnglish", 3, 30, 30, 1_024)] }))
            .Descendants("section").Single(section => section.Attribute("id")!.Value == "budgets");
        Assert.Equal(
            [["ToFrench", "2", "24.2", "25", "1,024"], ["ToEnglish", "3", "30.0", "30", "1,024"]],
            section.Descendants("tbody").Single().Descendants("tr").Select(row => row.Elements().Select(cell => cell.Value)));
    }

    private static XElement? Card(ReportContent content, string title) => Parse(Report.Render(content)).Descendants("section")
        .Single(section => section.Attribute("id")!.Value == "allocation").Elements("div").SingleOrDefault(card => card.Value.Contains(title, StringComparison.Ordinal));

    [Fact]
    public void The_cost_card_tells_rates_of_the_time_in_steps()
    {
        var cost = Parse(Report.Render(SampleReport.Content)).Descendants("section").Single(section => section.Attribute("id")!.Value == "cost").Value;
        Assert.Contains("50.0 GFLOP/s; 5,000 tokens/s", cost, StringComparison.Ordinal);
        Assert.Contains("20.0 % of what was computed was padding", cost, StringComparison.Ordinal);
        Assert.Contains("1.20 GB", cost, StringComparison.Ordinal);
        var unseen = SampleReport.Content with { Cost = SampleReport.Content.Cost! with { PeakMemory = 0 } };
        Assert.DoesNotContain("Peak resident memory", Report.Render(unseen), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_run_stays_a_small_page()
    {
        var content = SampleReport.Content with
        {
            Attention = [],
            History = [.. Enumerable.Range(1, 100_000).Select(step => Train(step, 1.0 / step))],
        };
        Assert.InRange(Report.Render(content).Length, 10_000, 80_000);
    }

    [Fact]
    public void A_long_map_scrolls_and_its_labels_stay_in_sight()
    {
        var frame = Assert.Single(Parse(Report.Render(SampleReport.Content)).Descendants("div").Where(box => box.Attribute("class")?.Value == "scroll long").Take(1));
        var (keys, queries) = (Labels("keys"), Labels("queries"));
        Assert.Equal((56, 40), (keys.Count, queries.Count));
        Assert.Equal("▁w1", keys[1]);
        Assert.Equal("interna…", queries[0]);

        List<string> Labels(string kind) =>
            [.. frame.Descendants("div").Single(box => box.Attribute("class")?.Value == kind).Elements("span").Select(label => label.Value)];
    }

    [Fact]
    public void Losses_that_are_not_finite_leave_a_gap()
    {
        double[] losses = [4, 3, double.NaN, double.PositiveInfinity, 2, 1];
        var page = Parse(Report.Render(SampleReport.Content with { History = [.. losses.Select((loss, n) => Train(n + 1, loss))] }));
        var line = page.Descendants("path").First(path => path.Attribute("data-name")?.Value == "A").Attribute("d")!.Value;
        Assert.Equal("M166.7 0L333.3 333.3M833.3 666.7L1000 1000", line);
        Assert.DoesNotContain("Gradient norm", page.Descendants("figcaption").Elements("b").Select(title => title.Value));
    }

    private static TrainPoint Train(int step, double loss) =>
        new(step, step, new Dictionary<string, double> { ["A"] = loss }, loss, 1, double.NaN, 1);

    private static ReportContent Renamed(string text)
    {
        var values = new Dictionary<string, double> { [text] = 1 };
        var map = new AttentionMap(AttentionKind.Cross, 1, [text, "b"], [text], [[1f, 1f]]);
        return new(
            new(text, 1, 1, TimeSpan.Zero, 1, text),
            new(text, DateTimeOffset.UnixEpoch, text, new Dictionary<string, string> { [text] = text },
                new(text, 1, text, text, new Dictionary<string, string> { [text] = text }, text)),
            [new(text, text, text, [text], [new(text, text, 1, [new(1, text)])])],
            [new(text, text, text, text, text, true, 50)],
            [new(text, text, text, text, text, false, 0)],
            [new(text, new(text), new(1, new(1)))],
            [new TrainPoint(1, 1, values, 1, 1, 1, 1), new ValidationPoint(1, 1, values, values)],
            [new(text, text, text, [map])],
            new(text.ReplaceLineEndings(" "), [new(text, text, text, 1, 1)], 1, 1, text))
        {
            Data = [new(text, 1, 1, 1, 0, 0)],
            Files = [new(text, [text], 1, text, 1, 0, (1, 0, 0), default, 0.5, [(text, text)])],
            Cost = new(1, 1, 1, 1, 1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 1, text, [(text, 1)]),
            Work = [new(text, 1, 1, 2, 1)],
            Agreements = [new(text, 1, 1, 0.5, 1)],
            Moves = [new(text, text, 1, 0.5, 1, null, 1)],
            Spans = [new(text, text, 1, [1, 2])],
            Budgets = [new(text, 1, 1, 1, 2)],
            LongErrors = [new(text, text, text, text, text, false, 0)],
            Lengths = [new(text, 1, 2, 1, text, 50)],
        };
    }

    /// <summary>The page as XML, which it also is, but for its first line and what stands in style and script.</summary>
    private static XElement Parse(string html)
    {
        Assert.StartsWith("<!DOCTYPE html>\n", html, StringComparison.Ordinal);
        return XElement.Parse(Raw().Replace(html["<!DOCTYPE html>".Length..], "$1$2", 2));
    }

    [GeneratedRegex("(<style>|<script>).*?(</style>|</script>)", RegexOptions.Singleline)]
    private static partial Regex Raw();

    [GeneratedRegex(@"https?:|src=|@import|url\(|fetch\(")]
    private static partial Regex Fetching();
}
