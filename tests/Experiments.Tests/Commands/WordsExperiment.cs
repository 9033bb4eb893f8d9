using Heed.Host;
using Heed.Planning;
using Spectre.Console;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Commands;

/// <summary>A tiny experiment, whole on disk, and the command line to it.</summary>
public abstract class WordsExperiment : IDisposable
{
    protected static readonly string[] Small =
    [
        "--set", "Encoder.Width=8", "--set", "Encoder.Heads=2", "--set", "Encoder.Layers=1", "--set", "Decoder.Layers=1",
        "--set", "Experiment.BatchTokens=128", "--set", "Experiment.ValidateEvery=3", "--set", "Tokenizer.Vocabulary=280",
        "--set", "Split.Validation=0.1", "--set", "Split.Test=0.1", "--set", "Split.NearDuplicates=1", "--set", "Decoder.MaximumLength=12",
    ];

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("heed-hosted-");

    protected WordsExperiment()
    {
        string[] words = ["red", "green", "blue", "cat", "dog", "house", "tree", "river", "stone", "cloud", "bread", "glass"];
        var rows = from one in words.Index()
                   from other in words.Index()
                   let number = (one.Index * words.Length) + other.Index
                   select $"{one.Item} {other.Item} {number}\t{number} {other.Item.ToUpperInvariant()} {one.Item}";
        File.WriteAllLines(DataFile, ["from\tto", .. rows]);
    }

    protected string Folder => home.FullName;

    protected string DataFile => Path.Combine(Folder, "words.tsv");

    protected string RunFolder => Path.Combine(Folder, "run");

    protected string Weights => Path.Combine(RunFolder, "checkpoints", "last", "model.safetensors");

    /// <summary>What is declared; a test may declare something else.</summary>
    protected ExperimentSpec Declared { get; set; } = Words.Spec;

    /// <summary>What makes its learners.</summary>
    protected Func<ExperimentPlan, Device, ILearner> Create { get; set; } = Words.Create;

    /// <summary>Its variants; a test may declare some.</summary>
    protected IReadOnlyList<HostedExperiment> Variants { get; set; } = [];

    /// <summary>The bundle that it runs from; a test may make it one.</summary>
    protected Bundle? Bundle { get; set; }

    public void Dispose()
    {
        home.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected void Done(string[] args)
    {
        var (code, _, error) = Run(args);
        Assert.Equal((0, ""), (code, error));
    }

    protected (int Code, string Output, string Error) Run(string[] args, Func<ExperimentPlan, Device, ILearner>? create = null)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var wrong = new StringWriter();
        try
        {
            Console.SetOut(said);
            Console.SetError(wrong);
            AnsiConsole.Console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(said) });
            var code = CommandLine.Run(new(Declared, create ?? Create, Path.Combine(Folder, "words.cs")) { Variants = Variants, Bundle = Bundle }, args);
            return (code, said.ToString(), wrong.ToString());
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

[Experiment]
[Encoder]
[Decoder]
[Share(Projection.Attention)]
[Lion]
[MovingAverage]
[EarlyStop(Patience = 2)]
public partial record Averages(Shout Shout, Whisper Whisper);

[Experiment]
[Encoder]
[Decoder]
[TokenRetention]
[Lion]
[MovingAverage]
[EarlyStop(Patience = 2)]
public partial record Staged(Shout Shout, Whisper Whisper);
