using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>An experiment and its variants, trained side by side.</summary>
[Collection(ProcessWide.Name)]
public sealed partial class CompareTests : WordsExperiment
{
    private const int Measured = 4;

    private static readonly string[] Two = ["compare", "--seeds", "2", .. Small];

    public CompareTests() => Declare(new());

    [Fact]
    public void The_emitted_half_of_an_experiment_knows_its_variants() =>
        Assert.Equal(["Apart", "Gated"], HostedExperiment.Of<Words>("words.cs").Variants.Select(variant => variant.Spec.Name));

    [Fact]
    public void Every_contender_is_trained_with_every_seed_and_told_with_its_spread_beside_what_needs_no_model()
    {
        Done([.. Two, "--steps", "4", "--out", RunFolder]);
        var lines = Lines(RunFolder);
        Assert.Equal("metric,task,part,system,n,mean,deviation,seed 17,seed 18,parameters,steps,flops,seconds,seconds deviation,peak bytes,peak bytes deviation", string.Join(",", lines[0]));
        Assert.Equal(["Words", "Apart", "Gated", "nearest neighbour", "copy"], lines.Skip(1).Select(cells => cells[3]).Distinct());
        Assert.Equal(["BLEU", "chrF", "ROUGE-1", "ROUGE-2", "ROUGE-L"], lines.Skip(1).Select(cells => cells[0]).Distinct());
        Assert.All(lines.Skip(1).Where(cells => cells[2] == "all"), cells =>
        {
            var (first, second) = (Number(cells[7]), Number(cells[8]));
            Assert.Equal(("2", (first + second) / 2), (cells[4], Number(cells[5])));
            Assert.Equal(Math.Abs(first - second) / Math.Sqrt(2), Number(cells[6]), 9);
        });
        var models = lines.Skip(1).Where(cells => cells[9].Length > 0).ToList();
        Assert.All(models, cells => Assert.True(cells[10] == "4" && Number(cells[11]) > 0 && Number(cells[12]) > 0 && Number(cells[14]) > 1e7));
        var parameters = models.Select(cells => (cells[3], Number(cells[9]))).Distinct().ToDictionary();
        Assert.True(parameters["Apart"] > parameters["Words"] && parameters["Gated"] > parameters["Words"]);
        Assert.All(new[] { "Words", "Apart", "Gated" }, name => Assert.True(File.Exists(Path.Combine(RunFolder, name, "seed-18", "report.html"))));
    }

    [Fact]
    public void A_comparison_that_died_in_the_middle_goes_on_to_the_same_table()
    {
        var whole = Path.Combine(Folder, "whole");
        Done([.. Two, "--steps", "7", "--out", whole]);
        // In the last step of the third run, the second of a variant; its checkpoint is that of step 6.
        Declare(new(diesAt: 14));
        var (code, _, error) = Run([.. Two, "--steps", "7", "--out", RunFolder]);
        Assert.Equal(1, code);
        Assert.Contains("The process dies here", error, StringComparison.Ordinal);
        Declare(new());
        var (again, output, _) = Run(["compare", "--resume", RunFolder]);
        Assert.Equal(0, again);
        Assert.DoesNotContain("Run 1 of 6", output, StringComparison.Ordinal);
        Assert.Contains("going on from step 6", output, StringComparison.Ordinal);
        Assert.Equal(Unmeasured(whole), Unmeasured(RunFolder));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(whole, "Gated", "seed-17", "checkpoints", "last", "model.safetensors")),
            File.ReadAllBytes(Path.Combine(RunFolder, "Gated", "seed-17", "checkpoints", "last", "model.safetensors")));
    }

    [Fact]
    public void A_comparison_that_is_done_trains_nothing_again_and_more_seeds_are_added_to_it()
    {
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        var before = File.ReadAllText(Path.Combine(RunFolder, "compare.csv"));
        Declare(new(diesAt: 1));
        Assert.Equal(0, Run(["compare", "--resume", RunFolder], new Interrupted(diesAt: 1).Create(Words.Create)).Code);
        Assert.Equal(before, File.ReadAllText(Path.Combine(RunFolder, "compare.csv")));
        Declare(new());
        Done(["compare", "--resume", RunFolder, "--seeds", "2"]);
        Assert.Equal("2", Lines(RunFolder)[1][4]);
        Assert.Equal(Lines(RunFolder)[1][7], before.Split('\n')[1].Split(',')[7]);
        Assert.Matches("\"command\": \"[^\"]*words.cs compare --steps 3 [^\"]*--seeds 2\"", File.ReadAllText(Path.Combine(RunFolder, "comparison.json")));
    }

    [Fact]
    public void More_seeds_are_not_added_of_other_data_and_what_is_there_stays()
    {
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        var (whole, read) = (File.ReadAllText(DataFile), File.ReadAllText(Path.Combine(RunFolder, "compare.csv")));
        File.AppendAllText(DataFile, "one more row\tROW ONE MORE\n");
        var (code, _, error) = Run(["compare", "--resume", RunFolder, "--seeds", "2"]);
        Assert.Equal(2, code);
        Assert.Contains($"{Path.Combine(RunFolder, "Words", "seed-18")}: expected the data that the runs beside it read", error, StringComparison.Ordinal);
        Assert.Contains("Shout: ", error, StringComparison.Ordinal);
        Assert.Equal(read, File.ReadAllText(Path.Combine(RunFolder, "compare.csv")));
        File.WriteAllText(DataFile, whole);
        Done(["compare", "--resume", RunFolder]);
        Assert.Equal("2", Lines(RunFolder)[1][4]);
    }

    [Fact]
    public void A_budget_of_operations_gives_each_contender_the_steps_that_it_is_enough_for()
    {
        Done(["compare", "--seeds", "1", "--steps", "5", "--out", RunFolder, .. Small]);
        var five = Flops("Words");
        var other = Path.Combine(Folder, "other");
        Done(["compare", "--seeds", "1", "--flops", five.ToString("R", CultureInfo.InvariantCulture), "--out", other, .. Small]);
        var steps = Lines(other).Skip(1).Where(cells => cells[^6].Length > 0).Select(cells => (cells[3], int.Parse(cells[^6], CultureInfo.InvariantCulture))).Distinct().ToDictionary();
        Assert.Equal((5, 5), (steps["Words"], steps["Apart"]));
        Assert.InRange(steps["Gated"], 1, 4);
        Assert.All(Lines(other).Skip(1).Where(cells => cells[^5].Length > 0), cells => Assert.InRange(Number(cells[^5]), 0, five));
        Assert.True(Flops("Gated") > five);

        double Flops(string name) => Number(Lines(RunFolder).First(cells => cells[3] == name)[^5]);
    }

    [Fact]
    public void A_contender_that_diverges_is_told_and_the_others_are_compared()
    {
        Declare(new(diverges: name => name == "Apart"));
        var (code, output, error) = Run(["compare", "--seeds", "1", "--steps", "12", "--out", RunFolder, .. Small]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Training diverged: at step 10", output, StringComparison.Ordinal);
        Assert.Contains("10 (1 diverged)", output, StringComparison.Ordinal);
        Assert.Equal("0", Lines(RunFolder).First(cells => cells[3] == "Apart")[4]);
        Assert.Equal("1", Lines(RunFolder).First(cells => cells[3] == "Gated")[4]);
    }

    [Fact]
    public void A_number_that_a_variant_does_not_have_is_set_where_it_is()
    {
        Declared = Words.Spec;
        Variants = [new Interrupted().Of<Averages>(Path.Combine(Folder, "words.cs"))];
        var (code, output, error) = Run(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, "--set", "AdamW.LearningRate=0.002", .. Small]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("--set AdamW.LearningRate=0.002: Averages has no such number.", output, StringComparison.Ordinal);
        Assert.Contains("\"AdamW.LearningRate\": \"0.002\"", File.ReadAllText(Path.Combine(RunFolder, "Words", "seed-17", "config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_is_trained_and_asked_by_its_name()
    {
        Done(["train", "--variant", "Apart", "--steps", "3", "--out", RunFolder, .. Small]);
        Assert.Contains("words.cs --variant Apart", File.ReadAllText(Path.Combine(RunFolder, "config.json")), StringComparison.Ordinal);
        Done(["predict", "--variant", "Apart", "--out", RunFolder, "--task", "Shout", "red"]);
        var (code, _, error) = Run(["predict", "--out", RunFolder, "--task", "Shout", "red"]);
        Assert.Equal(2, code);
        Assert.Contains("expected a run of Words, received a run of Apart", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_tells_every_table_and_drawing_in_words_and_fetches_nothing()
    {
        Done([.. Two, "--steps", "3", "--out", RunFolder]);
        var html = File.ReadAllText(Path.Combine(RunFolder, "compare.html"));
        var page = XElement.Parse(Raw().Replace(html["<!DOCTYPE html>".Length..], "$1$2", 2));
        Assert.Equal(["plots", "results", "cost", "runs", "repeat"], page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        var drawings = page.Descendants("svg").ToList();
        Assert.Equal(2 * 3, drawings.Count);
        Assert.All(drawings, svg => Assert.Matches("(Shout|Whisper): BLEU. Words: .* at .* Apart: .* at .* Gated: .* at ", svg.Attribute("aria-label")!.Value));
        Assert.All(page.Descendants("td").Elements("a"), link => Assert.True(File.Exists(Path.Combine(RunFolder, link.Attribute("href")!.Value))));
        Assert.DoesNotMatch(@"https?:|src=|@import|url\(|fetch\(", html);
    }

    [Theory]
    [InlineData("compare --seeds 0", "--seeds 0: expected a whole number from 1 to 1,000")]
    [InlineData("compare --flops much", "--flops much: expected a number above 0")]
    [InlineData("compare --minutes -1", "--minutes -1: expected a number above 0")]
    [InlineData("compare --flops 1e9 --steps 5", "expected one budget")]
    [InlineData("compare --quick --minutes 5", "--quick: expected no other budget")]
    [InlineData("compare --resume nowhere --quick", "compare --resume goes on as it was begun")]
    [InlineData("compare --flops 1", "--flops 1: expected enough for a step of Words")]
    [InlineData("compare --set Encoder.Heads=5", "HEED010")]
    [InlineData("compare --variant Apart", "compare takes no --variant")]
    [InlineData("train --variant Missing", "expected a variant of Words; valid: Apart or Gated")]
    [InlineData("compare --resume nowhere", "nowhere: expected the folder of a comparison of Words")]
    [InlineData("compare --resume nowhere --steps 5", "it takes --seeds, --jobs and --device")]
    [InlineData("compare --jobs 0", "--jobs 0: expected a whole number from 1 to 1,000")]
    public void A_mistake_is_one_message_before_anything_is_trained(string arguments, string message)
    {
        string[] args = arguments.Split(' ');
        var (code, _, error) = Run(args.Contains("--resume") || args[0] == "train" ? args : [.. args, "--out", RunFolder, .. Small.Where(word => args.All(arg => !arg.Contains("Heads", StringComparison.Ordinal)))]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(RunFolder) ? Directory.GetFiles(RunFolder, "*.safetensors", SearchOption.AllDirectories) : []);
    }

    [Fact]
    public void A_comparison_does_not_go_on_under_another_declaration()
    {
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        Declared = Words.Spec with { Shares = new() };
        var (code, _, error) = Run(["compare", "--resume", RunFolder]);
        Assert.Equal(2, code);
        Assert.Contains("Words, Shares: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_that_is_declared_later_joins_a_comparison_and_one_that_is_gone_does_not_leave_it()
    {
        var both = Variants;
        Variants = [Variants[0]];
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        Variants = both;
        var (code, output, error) = Run(["compare", "--resume", RunFolder]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Gated: declared since this comparison was begun", output, StringComparison.Ordinal);
        Assert.Contains("Run 3 of 3: Gated", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Run 1 of 3", output, StringComparison.Ordinal);
        Assert.Contains(Lines(RunFolder), cells => cells[3] == "Gated" && cells[^6] == "3");
        Variants = [both[0]];
        (code, _, error) = Run(["compare", "--resume", RunFolder]);
        Assert.Equal(2, code);
        Assert.Contains("Gated: there, not declared here", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quick_comparison_is_limited_by_the_clock_and_says_that_it_claims_no_quality()
    {
        Done(["compare", "--quick", "--steps", "3", "--out", RunFolder, .. Small]);
        Assert.Equal("1", Lines(RunFolder)[1][4]);
        Assert.Contains("\"Experiment.Minutes\": \"7.5\"", File.ReadAllText(Path.Combine(RunFolder, "Gated", "seed-17", "config.json")), StringComparison.Ordinal);
        Assert.Contains("this claims no quality", File.ReadAllText(Path.Combine(RunFolder, "compare.html")), StringComparison.Ordinal);
        Assert.Contains("words.cs compare --quick --steps 3", File.ReadAllText(Path.Combine(RunFolder, "comparison.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plot_of_quality_and_cost_names_every_contender_and_joins_what_no_other_beats()
    {
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        var svg = XElement.Parse(File.ReadAllText(Path.Combine(RunFolder, "compare.svg")));
        XName Of(string name) => XName.Get(name, "http://www.w3.org/2000/svg");
        var panels = svg.Elements(Of("g")).ToList();
        Assert.Equal(["Shout: BLEU", "Whisper: BLEU"], panels.Select(panel => panel.Element(Of("text"))!.Value));
        Assert.All(panels, panel =>
        {
            Assert.All(new[] { "Words", "Apart", "Gated" }, name => Assert.Contains(panel.Elements(Of("text")), text => text.Value.StartsWith(name, StringComparison.Ordinal)));
            Assert.NotEmpty(panel.Element(Of("polyline"))!.Attribute("points")!.Value);
        });
    }

    private void Declare(Interrupted how) => Variants =
        [how.Of<Apart>(Path.Combine(Folder, "words.cs")), how.Of<Gated>(Path.Combine(Folder, "words.cs"))];

    private static string[][] Lines(string folder) =>
        [.. File.ReadAllText(Path.Combine(folder, "compare.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];

    private static IEnumerable<string> Unmeasured(string folder) => Lines(folder).Select(cells => string.Join(",", cells[..^Measured]));

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    [GeneratedRegex("(<style>|<script>).*?(</style>|</script>)", RegexOptions.Singleline)]
    private static partial Regex Raw();
}

[Variant<Words>, Without<ShareAttribute>]
public partial record Apart;

[Variant<Words>, Transformer(Activation = Activation.SwiGlu)]
public partial record Gated;
