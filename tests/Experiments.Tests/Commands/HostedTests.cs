using Heed.Host;
using Heed.Planning;
using Spectre.Console;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Commands;

/// <summary>A tiny experiment through the command line, from its data to its exit code.</summary>
[Collection(ProcessWide.Name)]
public sealed class HostedTests : IDisposable
{
    private static readonly string[] Small =
    [
        "--set", "Encoder.Width=8", "--set", "Encoder.Heads=2", "--set", "Encoder.Layers=1", "--set", "Decoder.Layers=1",
        "--set", "Experiment.BatchTokens=128", "--set", "Experiment.ValidateEvery=3", "--set", "Tokenizer.Vocabulary=280",
        "--set", "Split.Validation=0.1", "--set", "Split.Test=0.1", "--set", "Split.NearDuplicates=1", "--set", "Decoder.MaximumLength=12",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("heed-hosted-").FullName;

    public HostedTests()
    {
        string[] words = ["red", "green", "blue", "cat", "dog", "house", "tree", "river", "stone", "cloud", "bread", "glass"];
        var rows = from one in words.Index()
                   from other in words.Index()
                   let number = (one.Index * words.Length) + other.Index
                   select $"{one.Item} {other.Item} {number}\t{number} {other.Item.ToUpperInvariant()} {one.Item}";
        File.WriteAllLines(DataFile, ["from\tto", .. rows]);
    }

    private string DataFile => Path.Combine(folder, "words.tsv");

    private string RunFolder => Path.Combine(folder, "run");

    private string[] Weights => [Path.Combine(RunFolder, "checkpoints", "last", "model.safetensors")];

    public void Dispose() => Directory.Delete(folder, recursive: true);

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
        var whole = Path.Combine(folder, "whole");
        Done(["train", "--out", whole, "--steps", "9", .. Small]);
        Done(["train", "--out", RunFolder, "--steps", "6", .. Small]);
        Done(["train", "--resume", RunFolder, "--steps", "9"]);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "checkpoints", "last", "model.safetensors")), File.ReadAllBytes(Weights[0]));
        Assert.Equal(File.ReadAllLines(Path.Combine(whole, "metrics.jsonl")).Length, File.ReadAllLines(Path.Combine(RunFolder, "metrics.jsonl")).Length);
    }

    [Fact]
    public void Predicting_answers_each_text_on_a_line_of_its_own()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        var (code, output, error) = Run(["predict", "--out", RunFolder, "--task", "Shout", "cat dog 3", "stone tree 5"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(2, output.Split('\n').Length - 1);
    }

    [Theory]
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
    public void Damaged_data_stops_before_anything_is_written()
    {
        File.AppendAllText(DataFile, "one cell\n");
        var (code, _, error) = Run(["--out", RunFolder, .. Small]);
        Assert.Equal(2, code);
        Assert.Equal("words.tsv(146): expected 2 columns (from, to), found 1.\n", error);
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_by_name()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        var bytes = File.ReadAllBytes(Weights[0]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Weights[0], bytes);
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "6"]);
        Assert.Equal(2, code);
        Assert.Contains("model.safetensors is damaged", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_is_no_mistake_of_the_user_ends_with_1_and_says_how_to_go_on()
    {
        var (code, _, error) = Run(["train", "--out", RunFolder, .. Small], (_, _) => throw new InvalidOperationException("broken"));
        Assert.Equal(1, code);
        Assert.Contains("--resume", error, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: broken", error, StringComparison.Ordinal);
    }

    private void Done(string[] args)
    {
        var (code, _, error) = Run(args);
        Assert.Equal((0, ""), (code, error));
    }

    private (int Code, string Output, string Error) Run(string[] args, Func<ExperimentPlan, Device, ILearner>? create = null)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var wrong = new StringWriter();
        try
        {
            Console.SetOut(said);
            Console.SetError(wrong);
            AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(said) });
            return (CommandLine.Run(new(Words.Spec, create ?? Words.Create, Path.Combine(folder, "words.cs")), args), said.ToString(), wrong.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}

[Experiment]
[Encoder]
[Decoder]
[Share(Projection.Attention)]
public partial record Words(Shout Shout, Whisper Whisper);

[Task("words.tsv")]
public partial record Shout([Input, Text("from")] string From, [Target, Text("to")] string To);

[Task("words.tsv")]
public partial record Whisper([Input, Text("to")] string To, [Target, Text("from")] string From);
