using Xunit;

namespace Heed.Tests.Commands;

/// <summary>An experiment that tells classes, through the command line.</summary>
[Collection(ProcessWide.Name)]
public sealed class ClassificationTests : WordsExperiment
{
    private static readonly string[] Tiny =
    [
        "--set", "Encoder.Width=16", "--set", "Encoder.Heads=2", "--set", "Encoder.Layers=1", "--set", "Experiment.BatchTokens=256",
        "--set", "Experiment.ValidateEvery=20", "--set", "Tokenizer.Vocabulary=270", "--set", "Split.Validation=0.1", "--set", "Split.Test=0.1",
        "--set", "Split.NearDuplicates=1", "--set", "AdamW.LearningRate=0.01", "--set", "Schedule.Warmup=5",
    ];

    public ClassificationTests()
    {
        Declared = Tones.Spec;
        Write((word, number) => number % 3 == 0 ? ($"{word.ToUpperInvariant()} {number}", "Loud") : ($"{word} {number}", "Quiet"));
    }

    [Fact]
    public void It_trains_beats_the_most_frequent_class_and_answers_with_a_class()
    {
        var (code, output, error) = Run(["--out", RunFolder, "--steps", "60", .. Tiny], Tones.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Accuracy", output, StringComparison.Ordinal);
        var report = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        Assert.All(["Macro F1", "bag of words", "most frequent", "Confusion"], said => Assert.Contains(said, report, StringComparison.Ordinal));
        Assert.Equal("Loud", Answer("STONE 77"));
        Assert.Equal("Quiet", Answer("stone 77"));
    }

    [Fact]
    public void Classes_of_an_enum_are_those_that_there_are()
    {
        Write((word, number) => (word + number, number == 7 ? "Shrill" : "Quiet"));
        var (code, _, error) = Run(["train", "--out", RunFolder, .. Tiny], Tones.Create);
        Assert.Equal((2, "tones.tsv(9): expected in column tone one of Quiet, Loud; found Shrill.\n"), (code, error));
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void A_run_goes_on_only_with_the_classes_that_it_was_started_with()
    {
        Declared = Found.Spec;
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "20", .. Tiny], Found.Create).Code);
        Write((word, number) => number % 3 == 0 ? ($"{word.ToUpperInvariant()} {number}", "Noisy") : ($"{word} {number}", "Quiet"));
        var (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "40"], Found.Create);
        Assert.Equal(2, code);
        Assert.Contains("FoundTone.Classes: [\"Loud\",\"Quiet\"] there, [\"Noisy\",\"Quiet\"] here", error, StringComparison.Ordinal);
    }

    private string Answer(string text)
    {
        var (code, said, _) = Run(["predict", "--out", RunFolder, text], Tones.Create);
        Assert.Equal(0, code);
        return said.TrimEnd();
    }

    private void Write(Func<string, int, (string Text, string Tone)> row)
    {
        string[] words = ["red", "green", "blue", "cat", "dog", "house", "tree", "river", "stone", "cloud", "bread", "glass"];
        File.WriteAllLines(
            Path.Combine(Folder, "tones.tsv"),
            Enumerable.Range(0, 240).Select(number => row(words[number % words.Length], number)).Select(one => $"{one.Text}\t{one.Tone}").Prepend("text\ttone"));
    }
}

public enum Tone
{
    Quiet,
    Loud,
}

[Experiment]
[Encoder(MaximumLength = 16)]
public partial record Tones(OfTone OfTone);

[Task("tones.tsv")]
public partial record OfTone([Input, Text("text")] string Text, [Target, Label("tone")] Tone Tone);

[Experiment]
[Encoder(MaximumLength = 16)]
public partial record Found(FoundTone FoundTone);

[Task("tones.tsv")]
public partial record FoundTone([Input, Text("text")] string Text, [Target, Label("tone", Pooling = Pooling.First)] string Tone);
