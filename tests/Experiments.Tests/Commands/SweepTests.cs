using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>Searches over numbers, through the command line.</summary>
[Collection(ProcessWide.Name)]
public sealed partial class SweepTests : WordsExperiment
{
    private const int Measured = 2;

    private static readonly string[] Rates = ["--vary", "AdamW.LearningRate=1e-5..1e-1", "--set", "Schedule.Warmup=0", .. Small];

    [Fact]
    public void Trials_are_ranked_by_the_validation_loss_that_their_runs_wrote()
    {
        Done(["sweep", "--trials", "3", "--steps", "4", "--out", RunFolder, .. Rates]);
        var lines = Lines(RunFolder);
        Assert.Equal("rank,trial,AdamW.LearningRate,rung,steps,validation loss,diverged,parameters,flops,seconds,peak bytes", string.Join(",", lines[0]));
        var losses = lines.Skip(1).Select(cells => Number(cells[5])).ToList();
        Assert.Equal(3, losses.Count);
        Assert.Equal(losses.Order(), losses);
        Assert.All(lines.Skip(1), cells => Assert.Equal(Lowest($"trial-00{cells[1]}"), Number(cells[5]), 12));
        Assert.All(lines.Skip(1), cells => Assert.Contains(
            $"\"AdamW.LearningRate\": \"{cells[2]}\"", File.ReadAllText(Path.Combine(RunFolder, $"trial-00{cells[1]}", "config.json")), StringComparison.Ordinal));
    }

    [Fact]
    public void A_grid_leaves_out_what_does_not_hold_together_and_says_so()
    {
        var (code, output, error) = Run(
            ["sweep", "--search", "grid", "--vary", "Encoder.Width=8,9", "--vary", "Encoder.Heads=2,3", "--steps", "2", "--out", RunFolder, .. Small]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Left out: Encoder.Width=8 Encoder.Heads=3: HEED010 Encoder.Heads", output, StringComparison.Ordinal);
        Assert.Equal(["8 2", "9 3"], Lines(RunFolder).Skip(1).Select(cells => $"{cells[2]} {cells[3]}").Order());
    }

    [Fact]
    public void Halving_stops_the_worse_trials_early_and_the_best_is_the_run_that_never_paused()
    {
        Done(["sweep", "--search", "halving", "--trials", "4", "--steps", "8", "--out", RunFolder, .. Rates]);
        var lines = Lines(RunFolder).Skip(1).ToList();
        Assert.Equal(["8", "4", "2", "2"], lines.Select(cells => cells[4]));
        // Each rung's losses order who goes on.
        var first = lines.ToDictionary(cells => cells[1], cells => Lowest($"trial-00{cells[1]}", 2));
        Assert.Equal(first.OrderBy(one => one.Value).Take(2).Select(one => one.Key).Order(), lines.Take(2).Select(cells => cells[1]).Order());

        var alone = Path.Combine(Folder, "alone");
        Done(["train", "--steps", "8", "--out", alone, "--set", $"AdamW.LearningRate={lines[0][2]}", .. Rates[2..]]);
        Assert.All(new[] { "last/model.safetensors", "last/state.json", "best/model.safetensors", "best/state.json" }, file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(alone, "checkpoints", file)), File.ReadAllBytes(Path.Combine(RunFolder, $"trial-00{lines[0][1]}", "checkpoints", file))));
    }

    [Fact]
    public void A_trial_that_was_only_paused_has_a_best_model_once_its_minutes_end_it()
    {
        Done(["sweep", "--search", "halving", "--trials", "4", "--steps", "8", "--out", RunFolder, .. Rates]);
        var stopped = Path.Combine(RunFolder, $"trial-00{Lines(RunFolder)[^1][1]}");
        Assert.False(Directory.Exists(Path.Combine(stopped, "checkpoints", "best")));
        Done(["train", "--resume", stopped, "--set", "Experiment.Minutes=0.000001"]);
        Done(["evaluate", "--out", stopped]);
    }

    [Fact]
    public void A_search_does_not_go_on_with_other_data()
    {
        var (code, _, _) = Run(["sweep", "--trials", "3", "--steps", "4", "--out", RunFolder, .. Rates], new Interrupted(diesAt: 6).Create(Words.Create));
        Assert.Equal(1, code);
        File.AppendAllText(DataFile, "one more row\tROW ONE MORE\n");
        (code, _, var error) = Run(["sweep", "--resume", RunFolder]);
        Assert.Equal(2, code);
        Assert.Contains("expected the data that the ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(13)]
    public void A_search_that_died_goes_on_to_the_same_table(int diesAt)
    {
        var whole = Path.Combine(Folder, "whole");
        string[] search = ["sweep", "--search", "halving", "--trials", "4", "--steps", "8", .. Rates];
        Done([.. search, "--out", whole]);
        Assert.Equal(1, Run([.. search, "--out", RunFolder], new Interrupted(diesAt).Create(Words.Create)).Code);
        Done(["sweep", "--resume", RunFolder]);
        Assert.Equal(Unmeasured(whole), Unmeasured(RunFolder));
        Done(["sweep", "--resume", RunFolder]);
        Assert.Equal(Unmeasured(whole), Unmeasured(RunFolder));
    }

    [Fact]
    public void Trials_that_diverge_are_ranked_last_and_stop_nothing()
    {
        var wild = new Interrupted(diverges: _ => true);
        var (code, output, error) = Run(["sweep", "--trials", "2", "--steps", "12", "--out", RunFolder, .. Rates], wild.Create(Words.Create));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("diverged", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Best:", output, StringComparison.Ordinal);
        Assert.All(Lines(RunFolder).Skip(1), cells => Assert.Equal(("", "yes"), (cells[5], cells[6])));
    }

    [Fact]
    public void The_page_draws_the_loss_over_every_number()
    {
        Done(["sweep", "--search", "halving", "--trials", "3", "--steps", "4", "--vary", "Encoder.Layers=1,2", "--out", RunFolder, .. Rates]);
        var html = File.ReadAllText(Path.Combine(RunFolder, "sweep.html"));
        var page = XElement.Parse(Raw().Replace(html["<!DOCTYPE html>".Length..], "$1$2", 2));
        Assert.Equal(["plots", "trials", "repeat"], page.Descendants("section").Select(section => section.Attribute("id")!.Value));
        Assert.Equal(2, page.Descendants("svg").Count());
        Assert.Contains("against AdamW.LearningRate, by ratios", page.Value, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"https?:|src=|@import|url\(|fetch\(", html);
    }

    [Theory]
    [InlineData("sweep", "expected something to vary")]
    [InlineData("sweep --search bayes --vary Encoder.Width=8,16", "--search bayes: expected random, grid or halving")]
    [InlineData("sweep --search grid --trials 3 --vary Encoder.Width=8,16", "--trials 3: a grid search takes none")]
    [InlineData("sweep --points 3 --vary Encoder.Width=8,16", "--points 3: a random search takes none")]
    [InlineData("sweep --trials 0 --vary Encoder.Width=8,16", "--trials 0: expected a whole number from 1")]
    [InlineData("sweep --search halving --factor 1 --vary Encoder.Width=8,16", "--factor 1: expected a whole number from 2")]
    [InlineData("sweep --search halving --trials 4 --steps 3 --vary AdamW.LearningRate=1e-4..1e-2", "expected at least 4 for 3 rungs")]
    [InlineData("sweep --search grid --vary Encoder.Heads=3,5", "None of the settings go together")]
    [InlineData("sweep --resume nowhere", "nowhere: expected the folder of a search of Words")]
    [InlineData("sweep --resume nowhere --trials 3", "it takes --jobs and --device beside the folder")]
    public void A_mistake_is_one_message_before_anything_is_trained(string arguments, string message)
    {
        string[] args = arguments.Split(' ');
        var (code, _, error) = Run(args.Contains("--resume") ? args : [.. args, "--out", RunFolder]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(RunFolder));
    }

    private double Lowest(string trial, int through = int.MaxValue) => File.ReadLines(Path.Combine(RunFolder, trial, "metrics.jsonl"))
        .Where(line => line.Contains("\"validation\"", StringComparison.Ordinal))
        .Where(line => int.Parse(Step().Match(line).Groups[1].Value, CultureInfo.InvariantCulture) <= through)
        .Select(line => Loss().Match(line)).Min(match => Number(match.Groups[1].Value) + Number(match.Groups[2].Value));

    private static string[][] Lines(string folder) =>
        [.. File.ReadAllText(Path.Combine(folder, "sweep.csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];

    private static IEnumerable<string> Unmeasured(string folder) => Lines(folder).Select(cells => string.Join(",", cells[..^Measured]));

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    [GeneratedRegex("\"step\":([0-9]+)")]
    private static partial Regex Step();

    [GeneratedRegex("\"losses\":\\{\"Shout\":([-+.0-9eE]+),\"Whisper\":([-+.0-9eE]+)\\}")]
    private static partial Regex Loss();

    [GeneratedRegex("(<style>|<script>).*?(</style>|</script>)", RegexOptions.Singleline)]
    private static partial Regex Raw();
}
