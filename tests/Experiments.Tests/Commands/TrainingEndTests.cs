using System.Text.Json;
using Xunit;

namespace Heed.Tests.Commands;

/// <summary>When training ends, and what a resumed run goes on with.</summary>
[Collection(ProcessWide.Name)]
public sealed class TrainingEndTests : WordsExperiment
{
    // Steps so long that they lead uphill.
    private static readonly string[] Stalled = ["--set", "Lion.LearningRate=0.5", "--set", "Schedule.Warmup=0", "--set", "MovingAverage.Decay=0"];

    public TrainingEndTests() => Declared = Averages.Spec;

    [Fact]
    public void A_run_without_a_new_best_ends_early_says_so_and_ends_at_once_when_resumed()
    {
        var (code, output, error) = Run(["train", "--out", RunFolder, "--steps", "60", .. Stalled, .. Small], Averages.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("training ends early: 2 validations without a new best", output, StringComparison.Ordinal);
        var steps = Steps();
        Assert.InRange(steps, 9, 57);
        (code, output, _) = Run(["train", "--resume", RunFolder], Averages.Create);
        Assert.Equal((0, steps), (code, Steps()));
        Assert.Contains("2 validations without a new best", output, StringComparison.Ordinal);
        (code, _, error) = Run(["train", "--resume", RunFolder, "--set", "EarlyStop.Patience=3"], Averages.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.True(Steps() > steps);
    }

    [Fact]
    public void What_was_best_while_budgets_were_learned_is_forgotten_once_they_are_frozen_and_ends_no_run()
    {
        Declared = Staged.Spec;
        var (code, _, error) = Run(["train", "--out", RunFolder, "--steps", "40", .. Stalled, .. Small], Staged.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.InRange(Steps(), 24, 40);
        using var state = JsonDocument.Parse(File.ReadAllText(Path.Combine(RunFolder, "checkpoints", "best", "state.json")));
        Assert.InRange(state.RootElement.EnumerateObject().Single(one => one.Name.Equals("step", StringComparison.OrdinalIgnoreCase)).Value.GetInt32(), 21, 40);
    }

    [Fact]
    public void A_run_whose_minutes_are_up_ends_with_a_checkpoint_and_its_time_counts_when_resumed()
    {
        var (code, output, error) = Run(["train", "--out", RunFolder, "--steps", "100000", "--set", "Experiment.Minutes=0.001", .. Small], Averages.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("training ends early: Experiment.Minutes = 0.001 are up", output, StringComparison.Ordinal);
        var steps = Steps();
        Assert.True(File.Exists(Weights) && File.Exists(Path.Combine(RunFolder, "checkpoints", "best", "model.safetensors")));
        (code, _, _) = Run(["train", "--resume", RunFolder], Averages.Create);
        Assert.Equal((0, steps), (code, Steps()));
    }

    [Fact]
    public void An_average_resumes_with_the_same_bits_and_is_what_the_best_checkpoint_holds()
    {
        var whole = Path.Combine(Folder, "whole");
        Assert.Equal(0, Run(["train", "--out", whole, "--steps", "9", .. Small], Averages.Create).Code);
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "6", .. Small], Averages.Create).Code);
        Assert.Equal(0, Run(["train", "--resume", RunFolder, "--steps", "9"], Averages.Create).Code);
        foreach (var file in new[] { "last/model.safetensors", "last/optimizer.safetensors", "best/model.safetensors" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoints", file)), File.ReadAllBytes(Path.Combine(RunFolder, "checkpoints", file)));
        Assert.NotEqual(
            File.ReadAllBytes(Path.Combine(whole, "checkpoints", "last", "model.safetensors")),
            File.ReadAllBytes(Path.Combine(whole, "checkpoints", "best", "model.safetensors")));
    }

    [Fact]
    public void Another_optimizers_state_is_refused_by_name()
    {
        Declared = Words.Spec;
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        Declared = Averages.Spec with { Name = "Words" };
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "6"], Averages.Create);
        Assert.Equal(2, code);
        Assert.Contains("Optimizer: AdamW there, Lion here", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_reads_as_many_batches_as_it_accumulates()
    {
        Declared = Words.Spec;
        Done(["train", "--out", RunFolder, "--steps", "3", "--set", "Experiment.Accumulate=2", .. Small]);
        var twice = File.ReadAllBytes(Weights);
        var once = Path.Combine(Folder, "once");
        Done(["train", "--out", once, "--steps", "3", .. Small]);
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(once, "checkpoints", "last", "model.safetensors")), twice);
    }

    private int Steps() => File.ReadLines(Path.Combine(RunFolder, "metrics.jsonl")).Count(line => line.Contains("\"train\"", StringComparison.Ordinal));
}
