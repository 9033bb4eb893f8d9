using Xunit;

namespace Heed.Tests.Commands;

/// <summary>Tags of words, through the command line.</summary>
[Collection(ProcessWide.Name)]
public sealed class TaggingTests : WordsExperiment
{
    private static readonly string[] Tiny =
    [
        "--set", "Encoder.Width=16", "--set", "Encoder.Heads=2", "--set", "Encoder.Layers=1", "--set", "Experiment.BatchTokens=256",
        "--set", "Experiment.ValidateEvery=20", "--set", "Tokenizer.Vocabulary=290", "--set", "Split.Validation=0.1", "--set", "Split.Test=0.1",
        "--set", "Split.NearDuplicates=1", "--set", "AdamW.LearningRate=0.01", "--set", "Schedule.Warmup=5",
    ];

    public TaggingTests()
    {
        Declared = Tagged.Spec;
        Write(number => ($"press {Word(number)} Key {number}", "O O B-key I-key"));
    }

    [Fact]
    public void Words_are_tagged_beside_their_baselines_and_looked_at()
    {
        var (code, output, error) = Run(["--out", RunFolder, "--steps", "60", .. Tiny], Tagged.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Entity F1", output, StringComparison.Ordinal);
        var report = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        Assert.All(
            ["Accuracy of words", "Macro F1 of words", "Entity F1", "most frequent of the word", "Key/B-key"],
            said => Assert.Contains(said, report, StringComparison.Ordinal));
        Assert.Equal("press/O stone/O Key/B-key 77/I-key", Answer("press stone  Key 77"));
        Assert.Equal("", Answer(" "));
        Assert.EndsWith("/[cut]", Answer(string.Join(' ', Enumerable.Repeat("press stone Key 7", 9))), StringComparison.Ordinal);
        Assert.Equal(0, Run(["explain", "--out", RunFolder, "press stone Key 7"], Tagged.Create).Code);
    }

    [Fact]
    public void A_row_with_another_number_of_tags_than_words_stops_the_run_or_is_skipped_and_counted()
    {
        Write(number => ($"press {Word(number)} {number}", number == 7 ? "O O" : "O O B-key"));
        const string flaw = "tags.tsv(9): expected in column tags a tag for each of the 3 words in column text; found 2.";
        var (code, _, error) = Run(["train", "--out", RunFolder, .. Tiny], Tagged.Create);
        Assert.Equal((2, flaw + "\n"), (code, error));
        Declared = Tagged.Spec with { Tasks = Tagged.Spec.Tasks.Select(task => task with { SkipBadRows = true }).ToEquatableArray() };
        var (skipped, output, _) = Run(["train", "--out", RunFolder, "--steps", "1", .. Tiny], Tagged.Create);
        Assert.Equal(0, skipped);
        Assert.Contains("1 bad rows skipped", output, StringComparison.Ordinal);
    }

    private string Answer(string text)
    {
        var (code, said, error) = Run(["predict", "--out", RunFolder, text], Tagged.Create);
        Assert.Equal(0, code);
        Assert.True(error.Length == 0 || error.StartsWith("Cut to", StringComparison.Ordinal), error);
        return said.TrimEnd('\n');
    }

    private static string Word(int number) =>
        new[] { "red", "green", "blue", "cat", "dog", "house", "tree", "river", "stone", "cloud", "bread", "glass" }[number % 12];

    private void Write(Func<int, (string Text, string Tags)> row) => File.WriteAllLines(
        Path.Combine(Folder, "tags.tsv"), Enumerable.Range(0, 240).Select(row).Select(one => $"{one.Text}\t{one.Tags}").Prepend("text\ttags"));
}

[Experiment]
[Encoder(MaximumLength = 24)]
public partial record Tagged(Key Key);

[Task("tags.tsv")]
public partial record Key([Input, Text("text")] string Text, [Target, Tags("tags")] string[] Tags);
