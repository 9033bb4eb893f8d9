using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>Training on a file that is read on meanwhile, through the command line.</summary>
[Collection(ProcessWide.Name)]
public sealed class WindowedTests : WordsExperiment
{
    private const int Steps = 30;

    private static readonly string[] Train = ["train", "--steps", $"{Steps}", .. Small];

    public WindowedTests() => (Declared, Create) = (Windowed.Spec, Windowed.Create);

    [Theory]
    [InlineData(2)]
    [InlineData(14)]
    [InlineData(27)]
    public void A_run_that_died_at_any_step_and_goes_on_equals_one_that_did_not_with_what_it_knew_of_windows_or_without(int diesAt)
    {
        var whole = Path.Combine(Folder, "whole");
        Done([.. Train, "--out", whole]);
        Assert.Equal(1, Run([.. Train, "--out", RunFolder], new Interrupted(diesAt).Create(Windowed.Create)).Code);
        // The rows are as they were, but the file's time is not, so that nothing is known of its windows.
        if (diesAt % 2 == 0)
            File.SetLastWriteTimeUtc(DataFile, DateTime.UtcNow.AddHours(1));
        Done(["train", "--resume", RunFolder]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoints", "last", "model.safetensors")), File.ReadAllBytes(Weights));
        Assert.Equal(
            MetricsFile.Read(Path.Combine(whole, "metrics.jsonl")).OfType<TrainPoint>().Select(point => point.Total),
            MetricsFile.Read(Path.Combine(RunFolder, "metrics.jsonl")).OfType<TrainPoint>().Select(point => point.Total));
    }

    [Fact]
    public void What_was_read_on_is_said_and_reported()
    {
        var (code, output, error) = Run(["--out", RunFolder, "--steps", $"{Steps}", .. Small]);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("4 test examples of the first 40 rows; those after them are read while training goes on", output, StringComparison.Ordinal);
        Assert.Matches("LongShout: read 3 windows after the first: 104 rows, [0-9]+ of them left out as near-duplicates of validation or test rows", output);
        var report = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        Assert.Contains("in windows of 40 rows, for training alone: 3 windows after the first: 104 rows", report, StringComparison.Ordinal);
        Assert.Contains("Baselines are trained on the examples of the first window; the model on those after it, too.", report, StringComparison.Ordinal);
        Assert.Matches("Passes over the data</th><td>LongShout [1-9]", report);
    }

    [Fact]
    public void A_run_that_ends_within_the_first_window_says_so()
    {
        var (code, output, _) = Run(["--out", RunFolder, "--steps", "1", .. Small]);
        Assert.Equal(0, code);
        Assert.Contains("LongShout: read nothing after the first window", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Baselines are trained on", File.ReadAllText(Path.Combine(RunFolder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_counts_tokens_beside_a_language_model_that_read_on_is_told_to_know_the_first_window_alone()
    {
        (Declared, Create) = (WindowedSay.Spec, WindowedSay.Create);
        string[] small = [.. Small.Chunk(2).Where(pair => !pair[1].StartsWith("Encoder.", StringComparison.Ordinal)).SelectMany(pair => pair)];
        Done(["--out", RunFolder, "--steps", $"{Steps}", .. small, "--set", "Decoder.Width=8", "--set", "Decoder.Heads=2"]);
        Assert.Contains(
            "both are trained on the examples of the first window; the model on those after it, too.",
            File.ReadAllText(Path.Combine(RunFolder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_is_a_number_like_any_other()
    {
        (Declared, Create) = (Words.Spec, Words.Create);
        string[] both = ["--set", "Shout.Window=30", "--set", "Whisper.Window=30"];
        Done(["--out", RunFolder, "--steps", $"{Steps}", .. Small, .. both]);
        Assert.Contains("\"Shout.Window\": \"30\"", File.ReadAllText(Path.Combine(RunFolder, "config.json")), StringComparison.Ordinal);
        Assert.Contains("in windows of 30 rows", File.ReadAllText(Path.Combine(RunFolder, "report.html")), StringComparison.Ordinal);
        var (code, _, error) = Run(["plan", "--set", "Shout.Window=30"]);
        Assert.Equal(2, code);
        Assert.Contains("HEED066", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_runs_read_on_too()
    {
        Done(["sweep", "--search", "halving", "--trials", "2", "--vary", "AdamW.LearningRate=1e-4..1e-2", "--steps", $"{Steps}", "--out", RunFolder, .. Small]);
        (Declared, Create) = (Words.Spec, Words.Create);
        Variants = [new Interrupted().Of<Apart>(Path.Combine(Folder, "words.cs"))];
        string[] compare = ["compare", "--seeds", "1", .. Small, "--set", "Shout.Window=72", "--set", "Whisper.Window=72", "--out"];
        Done([.. compare, Path.Combine(Folder, "steps"), "--steps", $"{Steps}"]);
        var flops = Cost("steps").Flops;
        Done([.. compare, Path.Combine(Folder, "flops"), "--flops", flops]);
        Assert.Equal((Steps.ToString(CultureInfo.InvariantCulture), flops), Cost("flops"));
        Assert.Contains(
            "in windows of 72 rows", File.ReadAllText(Path.Combine(Folder, "flops", "Apart", "seed-17", "report.html")), StringComparison.Ordinal);

        (string Steps, string Flops) Cost(string folder)
        {
            var cells = File.ReadLines(Path.Combine(Folder, folder, "compare.csv")).Select(line => line.Split(',')).First(cells => cells[3] == "Words");
            return (cells[^6], cells[^5]);
        }
    }

    [Fact]
    public void A_bad_row_that_training_comes_to_loses_nothing_and_can_be_skipped_from_there()
    {
        File.AppendAllText(DataFile, "one cell\nred cat dog\t900 DOG red\n");
        var (code, _, error) = Run([.. Train, "--out", RunFolder]);
        Assert.Equal(2, code);
        var step = Regex.Match(
            error, @"words\.tsv\(146\): expected 2 columns \(from, to\), found 1\. Training stopped after step ([1-9][0-9]*), and its last checkpoint holds that").Groups[1].Value;
        Assert.Contains($"\"step\": {step},", File.ReadAllText(Path.Combine(RunFolder, "checkpoints", "last", "state.json")), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Declared = Declared with { Tasks = Declared.Tasks.Select(task => task with { SkipBadRows = true }).ToEquatableArray() };
        Assert.Contains("SkipBadRows on the tasks that read it says so", error, StringComparison.Ordinal);
        Done(["train", "--resume", RunFolder]);
        var whole = Path.Combine(Folder, "whole");
        Done([.. Train, "--out", whole]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoints", "last", "model.safetensors")), File.ReadAllBytes(Weights));
    }

    [Fact]
    public void A_run_goes_on_with_no_other_file_than_its_own()
    {
        Done([.. Train, "--out", RunFolder]);
        File.AppendAllText(DataFile, "red cat dog\t900 DOG red\n");
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", $"{Steps + 3}"]);
        Assert.Equal(2, code);
        Assert.Matches("LongShout.Contents: [0-9,]+ bytes, [0-9a-f]+ there, [0-9,]+ bytes, [0-9a-f]+ here", error);
    }
}

[Experiment]
[Encoder]
[Decoder]
[Share(Projection.Attention)]
public partial record Windowed(LongShout Shout, LongWhisper Whisper);

[Task("words.tsv", Window = 40)]
public partial record LongShout([Input, Text("from")] string From, [Target, Text("to")] string To);

[Task("words.tsv", Window = 40)]
public partial record LongWhisper([Input, Text("to")] string To, [Target, Text("from")] string From);

[Experiment]
[Decoder]
public partial record WindowedSay(LongSay LongSay);

[Task("words.tsv", Window = 40)]
public partial record LongSay([Causal, Text("to")] string To);
