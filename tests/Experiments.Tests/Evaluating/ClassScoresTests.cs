using Heed.Data;
using Heed.Host;
using Heed.Planning;
using Heed.Tests.Data;
using Xunit;

namespace Heed.Tests.Evaluating;

public sealed class ClassScoresTests : IDisposable
{
    private static readonly EquatableArray<string> Classes = new("game", "net", "text");

    private static readonly TextPair[] Training =
    [
        new("a chess game", "game"), new("a card game", "game"), new("a puzzle game", "game"), new("fetches mail over imap", "net"),
        new("serves files over http", "net"), new("an editor of text", "text"),
    ];

    private static readonly TaskAnswers Answers = new(
        "Section",
        [
            Example("a board game", "game", nearest: "game", twin: true), Example("fetches news over http", "net", nearest: "text", twin: false),
            Example("sorts lines of text", "text", nearest: "net", twin: false), Example("plays chess over imap", "game", nearest: "net", twin: false),
        ],
        ["game", "net", "game", "net"]);

    private readonly string folder = Directory.CreateTempSubdirectory("heed-classes-").FullName;

    private ClassAnswers Told => ClassAnswers.Of(Answers, Classes, Training, LinearBaseline.OverWords(Training, new(folder)));

    public void Dispose() => StillRead.Remove(folder);

    [Fact]
    public void The_model_stands_beside_each_baseline_on_every_part()
    {
        var tables = ClassScores.Of([Told]);
        Assert.Equal(["Accuracy", "Macro F1", "Matthews"], tables.Select(table => table.Metric));
        Assert.Equal(["model", "bag of words", "nearest neighbour", "most frequent"], tables[0].Systems);
        Assert.Equal(["all", "without near-twins", "near-twins"], tables[0].Rows.Select(row => row.Subset));
        Assert.Equal([4, 3, 1], tables[0].Rows.Select(row => row.Examples));
        Assert.Equal([50, 75, 25, 50], tables[0].Rows[0].Scores.Select(score => score.Value));
        Assert.Equal("2 of 4 right", tables[0].Rows[0].Scores[0].Details);

        // game: 1 of 2 found, 1 wrong; net: 1 found, 1 wrong; text: missed.
        Assert.Equal(100 * ((2.0 / 4) + (2.0 / 3) + 0) / 3, tables[1].Rows[0].Scores[0].Value, 1e-9);

        // Covariances of what was told (2, 2, 0 of each class) and what there is (2, 1, 1): (2·4 - 6) / √((16 - 8)·(16 - 6)).
        Assert.Equal(100 * 2 / Math.Sqrt(8 * 10), tables[2].Rows[0].Scores[0].Value, 1e-9);
    }

    [Fact]
    public void Baselines_learn_from_the_training_examples_alone()
    {
        Assert.Equal("game", Told.MostFrequent);
        Assert.Equal(["game", "net", "text"], Told.Regressed.Take(3));
    }

    [Fact]
    public void Where_a_model_read_on_its_baselines_are_told_to_know_the_first_window_alone()
    {
        Assert.EndsWith("of the source, trained on the same examples.", ClassScores.Of([Told])[0].Note, StringComparison.Ordinal);
        var (other, on) = (Told with { Answers = Answers with { Task = "Other" } }, Told with { Answers = Answers with { IsReadOn = true } });
        Assert.EndsWith("trained on the examples of the first window; the model on those after it, too.", ClassScores.Of([on])[0].Note, StringComparison.Ordinal);
        Assert.EndsWith(
            "trained on the same examples, of Section on those of the first window alone; the model on those after it, too.",
            ClassScores.Of([other, on])[0].Note, StringComparison.Ordinal);
        TaskAnswers numbers = new("Length", [Example("a", "1", nearest: "2", twin: false), Example("b", "3", nearest: "2", twin: false)], ["1", "2"]);
        Assert.DoesNotContain("first window", NumberScores.Of([(numbers, 2)])[0].Note, StringComparison.Ordinal);
        Assert.Contains("first window", NumberScores.Of([(numbers with { IsReadOn = true }, 2)])[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_confusion_counts_what_was_taken_for_what()
    {
        var confusion = Confusion.Of(Told);
        Assert.Equal([1, 1, 0, 0, 1, 0, 1, 0, 0], confusion.Matrix.Counts);
    }

    [Fact]
    public void Wrong_classes_are_shown_as_errors_and_right_ones_are_not() => Assert.Equal(
        ["sorts lines of text", "plays chess over imap"],
        Samples.Worst(Samples.Of(Answers, TaskKind.Classification)).Select(sample => sample.Source));

    private static TestExample Example(string source, string target, string nearest, bool twin) =>
        new(new(source, target), new([], []), nearest, twin);
}
