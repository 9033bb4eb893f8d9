using Heed.Host;
using Heed.Planning;
using Spectre.Console;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>A tiny experiment through the command line, from its data to its exit code.</summary>
[Collection(ProcessWide.Name)]
public sealed class HostedTests : WordsExperiment
{
    [Fact]
    public void Training_leaves_a_whole_run_folder_and_ends_with_0()
    {
        Done(["--out", RunFolder, "--steps", "6", .. Small]);
        string[] expected = ["config.json", "metrics.jsonl", "report.html", "checkpoints/best/model.safetensors", "checkpoints/last/optimizer.safetensors", "checkpoints/last/vocabulary.json"];
        Assert.All(expected, file => Assert.True(File.Exists(Path.Combine(RunFolder, file)), file));
        Assert.Single(Directory.GetFiles(Path.Combine(RunFolder, "tensorboard")));
    }

    [Fact]
    public void A_run_that_goes_on_from_a_checkpoint_equals_one_that_never_stopped()
    {
        var whole = Path.Combine(Folder, "whole");
        Done(["train", "--out", whole, "--steps", "9", .. Small]);
        Done(["train", "--out", RunFolder, "--steps", "6", .. Small]);
        Done(["train", "--resume", RunFolder, "--steps", "9"]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoints", "last", "model.safetensors")), File.ReadAllBytes(Weights));
        Assert.Equal(File.ReadAllLines(Path.Combine(whole, "metrics.jsonl")).Length, File.ReadAllLines(Path.Combine(RunFolder, "metrics.jsonl")).Length);
    }

    [Fact]
    public void A_run_goes_on_and_is_read_under_no_other_choice_than_its_own()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        foreach (var choice in Choices.Of(Words.Spec).Where(choice => choice.Type != typeof(Decay) && choice.Type != typeof(WeightRounding)))
        {
            Declared = choice.Write(Words.Spec, 1);
            var difference = $"{choice.Path}: {choice.Read(Words.Spec)} there, {choice.Read(Declared)} here";
            foreach (var verb in new[] { "evaluate --out", "train --resume" })
            {
                var (code, _, error) = Run([.. verb.Split(' '), RunFolder]);
                Assert.Equal(2, code);
                Assert.Contains(difference, error, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_plan_tells_what_was_chosen()
    {
        Declared = Words.Spec with { Transformer = new() { Norm = NormKind.Rms, Activation = Activation.SwiGlu } };
        var (code, output, _) = Run(["plan"]);
        Assert.Equal(0, code);
        Assert.Contains("pre-norm by root mean square; feed-forward gated by a third matrix (SwiGLU)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Predicting_answers_each_text_on_a_line_of_its_own()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        var (code, output, error) = Run(["predict", "--out", RunFolder, "--task", "Shout", "cat dog 3", "stone tree 5"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(2, output.Split('\n').Length - 1);
    }

    [Fact]
    public void Predicting_from_more_than_the_model_takes_cuts_the_text_and_says_so_and_from_nothing_says_nothing()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", "--set", "Encoder.MaximumLength=16", .. Small]);
        var (code, output, error) = Run(["predict", "--out", RunFolder, "--task", "Shout", string.Concat(Enumerable.Repeat("cat ", 99)), ""]);
        Assert.Equal((0, ""), (code, output.Split('\n')[1]));
        Assert.Contains("Cut to its first 16 of", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_never_ends_is_reported_like_any_other()
    {
        Done(["--out", RunFolder, "--steps", "2", "--set", "Encoder.MaximumLength=12", .. Small]);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(RunFolder, "report.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate --seed 3", "Unrecognized command or argument '--seed'")]
    [InlineData("train --resume --seed 3", "Experiment.Seed: 17 there, 3 here")]
    [InlineData("evaluate --set Encoder.Heads=4", "Encoder.Heads: 2 there, 4 here")]
    [InlineData("predict --task Shout --set Split.Test=0.2 red", "Split.Test: 0.1 there, 0.2 here")]
    public void A_run_is_not_read_as_if_it_were_another(string arguments, string message)
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        var (code, _, error) = Run([.. arguments.Split(' '), "--out", RunFolder]);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_turned_round_is_not_the_task_that_was_trained()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        Declared = Declared with
        {
            Tasks = Declared.Tasks.Select(task => task with
            {
                Columns = task.Columns
                    .Select(column => column with { Role = column.Role == ColumnRole.Input ? ColumnRole.Target : ColumnRole.Input })
                    .ToEquatableArray(),
            }).ToEquatableArray(),
        };
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "6"]);
        Assert.Equal(2, code);
        Assert.Contains("Shout.Reads: words.tsv: from → to there, words.tsv: to → from here", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_rows_are_skipped_where_the_tasks_ask_for_it_and_the_report_says_how_many()
    {
        File.AppendAllText(DataFile, "one cell\n");
        Assert.Equal(2, Run(["train", "--out", RunFolder, "--steps", "2", .. Small]).Code);
        Declared = Declared with { Tasks = Declared.Tasks.Select(task => task with { SkipBadRows = true }).ToEquatableArray() };
        Done(["--out", RunFolder, "--steps", "2", .. Small]);
        Assert.Matches(@"Bad rows skipped</th>(?s:.*)<td class=""num"">1</td></tr>", File.ReadAllText(Path.Combine(RunFolder, "report.html")));
    }

    [Fact]
    public void The_report_counts_the_tokens_that_were_read_and_the_time_that_steps_took()
    {
        Done(["--out", RunFolder, "--steps", "6", .. Small]);
        var report = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        var seconds = MetricsFile.Read(Path.Combine(RunFolder, "metrics.jsonl")).OfType<TrainPoint>().ToList();
        var spec = Overrides.Apply(Words.Spec, [.. Small.Where(word => word != "--set")]);
        AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TextWriter.Null) });
        var data = PreparedData.Of(new(spec, Words.Create, Path.Combine(Folder, "words.cs")), spec);
        var batches = data.Batches(HostedExperiment.Plan(spec));
        var tokens = Enumerable.Range(1, 6).Select(step => batches.At(step).Sum(batch => batch.RealTokens)).ToList();
        Assert.Contains($"{Figures.Rounded(tokens.Sum())}; ", report, StringComparison.Ordinal);
        var rate = tokens.Sum() / tokens.Zip(seconds, (read, point) => read / point.TokensPerSecond).Sum();
        Assert.Contains($"FLOP/s; {Figures.Whole((long)rate)} tokens/s", report, StringComparison.Ordinal);
        Assert.Matches("Peak resident memory</th><td>[0-9.]+ [MG]B", report);
    }

    [Fact]
    public void A_run_that_goes_on_for_more_steps_keeps_their_number()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        Done(["train", "--resume", RunFolder, "--steps", "6"]);
        Done(["train", "--resume", RunFolder]);
        Assert.Contains("--set Experiment.Steps=3 --set Experiment.Steps=6\"", File.ReadAllText(Path.Combine(RunFolder, "config.json")), StringComparison.Ordinal);
        Assert.Contains("\"Experiment.Steps\": \"6\"", File.ReadAllText(Path.Combine(RunFolder, "config.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan --out x", "Unrecognized command or argument '--out'")]
    [InlineData("doctor --device cuda", "Unrecognized command or argument '--device'")]
    [InlineData("train --resume one --out other", "expected one folder")]
    [InlineData("--steps 5 code", "code takes no --steps; it takes --out")]
    [InlineData("train --out=", "Required argument missing for option: '--out'")]
    [InlineData("--set Encoder.Heads=5", "HEED010")]
    [InlineData("--set Encoder.Wdth=8", "there is no number Encoder.Wdth; valid: Encoder.Layers, Encoder.Width")]
    [InlineData("--set Encoder.Width=wide", "expected a whole number from 1 to 65,536, received wide")]
    [InlineData("--steps 0", "expected a whole number from 1 to 1,000,000,000, received 0")]
    [InlineData("--device tpu", "expected cpu or cuda")]
    [InlineData("predict --task ToFrench hello --out runs-that-are-not", "there is no such folder")]
    [InlineData("fly", "help shows what there is")]
    public void A_mistake_of_the_user_is_one_message_and_exit_code_2(string arguments, string message)
    {
        var (code, _, error) = Run(arguments.Split(' '));
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_is_no_mistake_of_the_user_ends_with_1_and_says_how_to_go_on()
    {
        var (code, _, error) = Run(["train", "--out", RunFolder, .. Small], (_, _) => throw new InvalidOperationException("broken"));
        Assert.Equal(1, code);
        Assert.Contains("--resume", error, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: broken", error, StringComparison.Ordinal);
    }
}
