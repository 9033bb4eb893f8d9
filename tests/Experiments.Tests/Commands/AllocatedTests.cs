using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Host;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Commands;

/// <summary>What explain and evaluate tell of positions that layers join or skip.</summary>
[Collection(ProcessWide.Name)]
public sealed partial class AllocatedTests : WordsExperiment
{
    private const string Asked = "cat 7 dog 31";

    private static readonly string[] Two =
        [.. Small.Chunk(2).Where(pair => !pair[1].StartsWith("Decoder.", StringComparison.Ordinal)).SelectMany(pair => pair), "--set", "Encoder.Layers=2"];

    private string Page => Path.Combine(RunFolder, "explain", "1", "explain.html");

    [Fact]
    public void Laws_are_tried_on_what_a_type_declares_and_on_what_an_attribute_of_its_own_does()
    {
        Declared = Paired.Spec with { SpatialPooling = new() { By = WindowPooling.Projection }, TemporalPooling = new(), Routing = new() };
        var (code, said, _) = Run(["laws"], Paired.Create);
        string[] tried = ["ProjectedWindows", "JoinedTokens", "RoutedTokens", "MergedTokens"];
        Assert.Equal((0, string.Concat(tried.Select(one => $"{one} keeps the laws of every allocation.\n"))), (code, said));
    }

    [Fact]
    public void Laws_of_an_experiment_that_allocates_nothing_are_refused_with_what_was_expected()
    {
        var (code, _, error) = Run(["laws"], Fewer.Create);
        Assert.Equal(2, code);
        Assert.StartsWith("laws: expected an allocation of a share of positions, such as [Allocate<TopTokens>] or [SpatialPooling], on ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_the_words_that_a_layer_skips_and_what_putting_them_back_changes()
    {
        var section = Explained(Fewer.Spec, Fewer.Create)!;
        string[][] layers = Layers(section);
        var tokens = int.Parse(layers[0][2], CultureInfo.InvariantCulture);
        var left = (tokens + 1) / 2;
        Assert.Equal([["1", $"{tokens}", $"{tokens}", "", ""], ["2", $"{left}", $"{tokens}", ""]], layers.Select(row => row[..(row[0] == "2" ? 4 : 5)]));
        string[] skipped = [.. Of(section, "skipped").Select(span => span.Value.Replace(' ', '␣'))];
        Assert.Equal(tokens - left, skipped.Length);
        Assert.Equal(layers[1][4], string.Join(", ", skipped));
        Assert.Equal(Asked, string.Concat(section.Descendants("p").Last(line => line.Attribute("class")?.Value == "tokens work").Elements().Select(span => span.Value)));
        Assert.Contains("With every position kept, by the same weights, the answer would be", section.Value, StringComparison.Ordinal);
        Assert.Contains($"of {tokens - left} that were tried", section.Value, StringComparison.Ordinal);
        var agreed = Assert.Single(Rows(Agreed(section)!));
        Assert.Equal(["2", $"{left}", $"{tokens}"], agreed[..3]);
        Assert.Contains(agreed[3], Enumerable.Range(0, left + 1).Select(shared => FormattableString.Invariant($"{100.0 * shared / left:0} %")));
        Assert.Equal(FormattableString.Invariant($"{100.0 * left / tokens:0} %"), agreed[4]);
        Assert.All(new[] { "svg", "png" }, kind => Assert.True(File.Exists(Path.Combine(RunFolder, "explain", "1", $"allocation.{kind}"))));
    }

    [Fact]
    public void One_that_holds_weights_is_explained_evaluated_and_resumed_with_them()
    {
        var section = Explained(Learning.Spec, Learning.Create)!;
        Assert.Contains("With every position kept, by the same weights, the answer would be", section.Value, StringComparison.Ordinal);
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder], Learning.Create).Code);
        var report = XElement.Parse(Raw().Replace(File.ReadAllText(Path.Combine(RunFolder, "report.html"))["<!DOCTYPE html>".Length..], ""));
        Assert.DoesNotContain(report.Descendants("section"), one => one.Attribute("id")?.Value == "spans");
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "5"], Learning.Create);
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public void What_the_last_layer_leaves_out_is_told_after_it_and_can_be_put_back()
    {
        var spec = Fewer.Spec with { Reductions = Fewer.Spec.Reductions.Select(one => one with { FromLayer = 1 }).ToEquatableArray() };
        var section = Explained(spec, Fewer.Create)!;
        string[][] layers = Layers(section);
        var tokens = int.Parse(layers[0][2], CultureInfo.InvariantCulture);
        var left = $"{(tokens + 1) / 2}";
        Assert.Equal([["1", $"{tokens}"], ["2", $"{tokens}"], ["after the last", left]], layers.Select(row => row[..2]));
        Assert.Equal($"After the last: {left} of {tokens}", section.Descendants("h3").ElementAt(2).Value);
        Assert.Contains($"of {tokens / 2} that were tried", section.Value, StringComparison.Ordinal);
        Assert.Equal(["after the last", left, $"{tokens}"], Assert.Single(Rows(Agreed(section)!))[..3]);
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder], Fewer.Create).Code);
        var report = Section(Path.Combine(RunFolder, "report.html"))!;
        Assert.Equal(["1", "2", "after the last"], Layers(report).Select(row => row[1]));
        string[] moved = Assert.Single(Rows(report.Elements("div").Single(card => card.Value.Contains("put back", StringComparison.Ordinal))));
        Assert.Equal(["FewerTone", "probability of the answer"], moved[..2]);
        double[] numbers = [.. moved[2..6].Select(one => double.Parse(one, CultureInfo.InvariantCulture))];
        Assert.InRange(numbers[0], 0.01, 1);
        Assert.InRange(numbers[2], numbers[1], 1);
        Assert.InRange(numbers[1], double.Epsilon, 1);
    }

    [Fact]
    public void The_page_says_which_words_are_worked_on_as_one()
    {
        var section = Explained(Paired.Spec, Paired.Create)!;
        var layer = Layers(section)[1];
        Assert.Equal("", layer[4]);
        string[] groups = layer[3].Split(", ");
        Assert.Equal(int.Parse(layer[2], CultureInfo.InvariantCulture) - int.Parse(layer[1], CultureInfo.InvariantCulture), groups.Sum(group => group.Split(" + ").Length - 1));
        Assert.Equal(groups.Sum(group => group.Split(" + ").Length), Of(section, "joined").Count());
        Assert.All(Of(section, "joined"), span => Assert.StartsWith("with ", span.Attribute("title")!.Value, StringComparison.Ordinal));
        Assert.Contains("With every position kept", section.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_are_routed_can_be_put_back_and_steps_that_are_joined_cannot()
    {
        Assert.Contains("With every position kept", Explained(Passing.Spec, Passing.Create)!.Value, StringComparison.Ordinal);
        Directory.Delete(RunFolder, recursive: true);
        var joined = Explained(Stepwise.Spec, Stepwise.Create)!;
        Assert.NotEmpty(Of(joined, "joined"));
        Assert.DoesNotContain("What it would be otherwise", joined.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_latents_ask_are_in_as_many_states_as_latents_none_alone_and_cannot_be_put_back()
    {
        var section = Explained(FewerPerceived.Spec, FewerPerceived.Create)!;
        string[][] layers = Layers(section);
        var tokens = int.Parse(layers[0][2], CultureInfo.InvariantCulture);
        var left = (tokens + 1) / 2;
        Assert.Equal([["1", $"{tokens}", $"{tokens}", "", ""], ["2", $"{Math.Min(4, left)}", $"{tokens}", ""]], layers.Select(row => row[..(row[0] == "2" ? 4 : 5)]));
        Assert.Equal([tokens, 0, left, tokens - left], new[] { "alone", "joined", "mixed", "skipped" }.Select(work => Of(section, work).Count()));
        Assert.DoesNotContain("What it would be otherwise", section.Value, StringComparison.Ordinal);
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder], FewerPerceived.Create).Code);
        var report = Section(Path.Combine(RunFolder, "report.html"))!;
        Assert.InRange(double.Parse(Layers(report)[1][2], CultureInfo.InvariantCulture), 1, 4);
        Assert.DoesNotContain("put back", report.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_words_stay_left_out_if_one_is_put_back_gradients_are_those_of_all_put_back()
    {
        var section = Explained(Halved.Spec, Halved.Create)!;
        Assert.NotEmpty(Of(section, "skipped"));
        Assert.NotNull(Agreed(section));
        Assert.DoesNotContain("What it would be otherwise", section.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_below_a_learned_threshold_are_skipped_and_counted_and_can_be_put_back()
    {
        var section = Explained(Sparse.Spec, Sparse.Create)!;
        string[][] layers = Layers(section);
        int Count(int layer, int column) => int.Parse(layers[layer][column], CultureInfo.InvariantCulture);
        Assert.Equal(Count(0, 2), Count(0, 1));
        Assert.InRange(Count(1, 1), 1, Count(1, 2) - 1);
        Assert.Equal("after the last", layers[2][0]);
        Assert.InRange(Count(2, 1), 1, Count(1, 1));
        Assert.Equal((2 * Count(1, 2)) - Count(1, 1) - Count(2, 1), Of(section, "skipped").Count());
        Assert.Contains("With every position kept, by the same weights, the answer would be", section.Value, StringComparison.Ordinal);
        Assert.Contains($"of {Count(2, 2) - Count(2, 1)} that were tried", section.Value, StringComparison.Ordinal);
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder, "--set", "TokenPruning.Penalty=0.5"], Sparse.Create).Code);

        // Thresholds that were frozen would be learned again, where half of all steps are more.
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "999"], Sparse.Create);
        Assert.Equal(2, code);
        Assert.Contains("Experiment.Steps", error, StringComparison.Ordinal);
        var told = Layers(Section(Path.Combine(RunFolder, "report.html"))!);
        Assert.InRange(double.Parse(told[1][2], CultureInfo.InvariantCulture), 1, double.Parse(told[1][3], CultureInfo.InvariantCulture) - 1);
    }

    [Fact]
    public void Budgets_that_were_learned_are_told_and_what_is_beyond_them_is_skipped_and_can_be_put_back()
    {
        var section = Explained(Budgeted.Spec, Budgeted.Create)!;
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder, "--set", "TokenRetention.Penalty=0.5"], Budgeted.Create).Code);
        string[][] budgets = Layers(Section(Path.Combine(RunFolder, "report.html"), "budgets")!), layers = Layers(section);
        Assert.Equal(["1", "2"], budgets.Select(row => row[1]));
        Assert.All(budgets, row => Assert.Equal("16", row[4]));
        double[] budget = [.. budgets.Select(row => double.Parse(row[3], CultureInfo.InvariantCulture))];
        Assert.Equal(budget, budgets.Select(row => Math.Max(1, Math.Ceiling(double.Parse(row[2], CultureInfo.InvariantCulture)))));
        Assert.InRange(budget[0], 1, 15);
        double Count(int layer, int column) => double.Parse(layers[layer][column], CultureInfo.InvariantCulture);
        Assert.Equal(Math.Min(budget[0], Count(0, 1)), Count(1, 1));
        Assert.Equal(Math.Min(budget[1], Count(1, 1)), Count(2, 1));
        Assert.Equal("after the last", layers[2][0]);
        Assert.Contains("With every position kept, by the same weights, the answer would be", section.Value, StringComparison.Ordinal);
        Assert.Contains("TokenRetention.Rate: 200000 there, 10 here", Run(["evaluate", "--out", RunFolder, "--set", "TokenRetention.Rate=10"], Budgeted.Create).Error, StringComparison.Ordinal);

        // Budgets that were frozen would be learned again, where half of all steps are more.
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "999"], Budgeted.Create);
        Assert.Equal(2, code);
        Assert.Contains("Experiment.Steps", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_tells_what_each_layer_takes_at_the_longest_length_and_of_which_its_totals_are()
    {
        Declared = Fewer.Spec with { Encoder = Fewer.Spec.Encoder! with { MaximumLength = 512, Layers = 2 } };
        var (code, output, _) = Run(["plan"], Fewer.Create);
        Assert.Equal(0, code);
        string[] lines = output.Split('\n');
        var first = Array.FindIndex(lines, line => line.StartsWith("Encoder of FewerTone at 512 positions", StringComparison.Ordinal));
        string[] table = [.. lines[first..].SkipWhile(line => !line.Contains('─', StringComparison.Ordinal)).Skip(1).Take(3)];
        Assert.All(table, row => Assert.InRange(row.TrimEnd().Length, 60, 80));
        string Beside(Func<AllocationCost, double> own, Func<AllocationCost, double> dense, string unit, params IEnumerable<AllocationCost> layers) =>
            $"{Text.Prefixed(layers.Sum(own))}{unit}|{AllocationCost.Percent(layers.Sum(own), layers.Sum(dense))}";
        var costs = AllocationCost.Of(HostedExperiment.Plan(Declared));
        Assert.Equal(
            new[] { ("0|512|512|256", costs.Take(1)), ("1|256|256|256", costs.Skip(1)), ("all", costs) }.Select(row => string.Join(
                '|', row.Item1, Beside(one => one.Cells, one => one.Dense.Cells, "", row.Item2), Beside(one => one.Flops, one => one.Dense.Flops, "", row.Item2),
                Beside(one => one.Bytes, one => one.Dense.Bytes, "B", row.Item2)).Replace(' ', '|')),
            table.Select(row => string.Join('|', row.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
        const string Lengths = "these totals are for texts of 32 tokens";
        Assert.Contains(Lengths, output, StringComparison.Ordinal);
        Declared = Tones.Spec;
        Assert.DoesNotContain(Lengths, Run(["plan"], Tones.Create).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_allocated_there_is_no_section()
    {
        Assert.Null(Explained(Tones.Spec, Tones.Create));
        Assert.False(File.Exists(Path.Combine(RunFolder, "explain", "1", "allocation.svg")));
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder], Tones.Create).Code);
        Assert.Null(Section(Path.Combine(RunFolder, "report.html")));
    }

    private XElement? Explained(ExperimentSpec spec, Func<ExperimentPlan, Device, ILearner> create)
    {
        Declared = spec;
        File.WriteAllLines(
            Path.Combine(Folder, "tones.tsv"),
            Enumerable.Range(0, 240).Select(number => number % 3 == 0 ? $"CAT {number}\tLoud" : $"cat {number}\tQuiet").Prepend("text\ttone"));
        Assert.Equal((0, ""), Run(["train", "--out", RunFolder, "--steps", "3", .. Two], create) is var (trained, _, wrong) ? (trained, wrong) : default);
        var (code, _, error) = Run(["explain", "--out", RunFolder, Asked], create);
        Assert.Equal((0, ""), (code, error));
        return Section(Page);
    }

    // The page is XML, but for its first line and what stands in style and script.
    private static XElement? Section(string page, string id = "allocation") => XElement.Parse(Raw().Replace(File.ReadAllText(page)["<!DOCTYPE html>".Length..], ""), LoadOptions.PreserveWhitespace)
        .Descendants("section").SingleOrDefault(section => section.Attribute("id")?.Value == id);

    [GeneratedRegex("(<style>|<script>).*?(</style>|</script>)", RegexOptions.Singleline)]
    private static partial Regex Raw();

    private static XElement? Agreed(XElement section) =>
        section.Elements("div").SingleOrDefault(card => card.Element("h3")?.Value.StartsWith("What was kept", StringComparison.Ordinal) == true);

    private static string[][] Layers(XElement section) => Rows(section);

    // Those of its first table.
    private static string[][] Rows(XElement part) =>
        [.. part.Descendants("table").First().Descendants("tbody").Single().Elements("tr").Select(row => row.Elements().Select(cell => cell.Value).ToArray())];

    private static IEnumerable<XElement> Of(XElement section, string work) =>
        section.Descendants("span").Where(span => span.Attribute("class")!.Value.Split(' ')[0] == work);
}
