using Heed.Host;
using Heed.Measuring;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Evaluating;

public class ScoresTests
{
    private static readonly TestExample[] Examples =
    [
        Example("Opens the file.", "Ouvre le fichier.", nearest: "Ouvre le fichier.", twin: true),
        Example("Prints the whole page.", "Imprime la page entière.", nearest: "Ferme la page.", twin: false),
        Example("Draws a line on the page.", "Trace une ligne sur la page.", nearest: "Trace un cercle sur la page.", twin: false),
    ];

    private static readonly string[] Outputs = ["Ouvre un fichier.", "Imprime la page.", "Trace une ligne sur la page."];

    [Fact]
    public void Every_metric_measures_every_system_on_every_part_and_BLEU_comes_first()
    {
        var tables = Scores.Of([new("ToFrench", Examples, Outputs)], new());
        Assert.Equal(["BLEU", "chrF", "ROUGE-1", "ROUGE-2", "ROUGE-L"], tables.Select(table => table.Metric));
        Assert.Equal([Bleu.Signature(), Chrf.Signature(), Rouge.Signature("1"), Rouge.Signature("2"), Rouge.Signature("L")], tables.Select(table => table.Signature));
        Func<string[], string[], double>[] metrics =
        [
            (outputs, references) => Bleu.Corpus(outputs, references).Score,
            (outputs, references) => Chrf.Corpus(outputs, references).Score,
            (outputs, references) => outputs.Zip(references, (output, reference) => Rouge.N(output, reference, 1).F).Average(),
            (outputs, references) => outputs.Zip(references, (output, reference) => Rouge.N(output, reference, 2).F).Average(),
            (outputs, references) => outputs.Zip(references, (output, reference) => Rouge.L(output, reference).F).Average(),
        ];
        foreach (var (table, measure) in tables.Zip(metrics))
        {
            Assert.Equal(["all", "without near-twins", "near-twins"], table.Rows.Select(row => row.Subset));
            Assert.Equal([3, 2, 1], table.Rows.Select(row => row.Examples));
            foreach (var (row, part) in table.Rows.Zip([0..3, 1..3, 0..1]))
            {
                string[] references = [.. Examples[part].Select(example => example.Text.Target)];
                Assert.Equal(
                    [
                        measure(Outputs[part], references),
                        measure([.. Examples[part].Select(example => example.Nearest)], references),
                        measure([.. Examples[part].Select(example => example.Text.Source)], references),
                    ],
                    row.Scores.Select(score => score.Value));
            }
        }
    }

    [Fact]
    public void Scores_say_what_they_are_made_of()
    {
        var details = Scores.Of([new("ToFrench", Examples, Outputs)], new()).Select(table => table.Rows[0].Scores[0].Details).ToList();
        Assert.StartsWith("93.3/75.0/", details[0], StringComparison.Ordinal);
        Assert.Matches(@"^P = \d+\.\d R = \d+\.\d$", details[1]);
        Assert.Equal("P = 88.9 R = 80.6", details[4]);
    }

    [Fact]
    public void Every_table_says_how_answers_were_decoded() => Assert.All(
        Scores.Of([new("ToFrench", Examples, Outputs)], new() { Decoding = new BeamSpec { Width = 3, LengthPenalty = 0.5, RepetitionPenalty = 1.2 } }),
        table => Assert.EndsWith(
            "The model's answers are found by beam search of width 3, log-probability divided by ((5 + n) / 6)^0.5 for n tokens; repetition penalty 1.2.",
            table.Note, StringComparison.Ordinal));

    [Fact]
    public void A_part_without_examples_has_no_row() =>
        Assert.All(Scores.Of([new("ToFrench", Examples[1..], Outputs[1..])], new()), table =>
            Assert.Equal(["all", "without near-twins"], table.Rows.Select(row => row.Subset)));

    [Fact]
    public void The_worst_answers_are_those_least_like_their_references()
    {
        var samples = Samples.Of(new("ToFrench", Examples, Outputs), TaskKind.SequenceToSequence);
        Assert.Equal(Chrf.Sentence(Outputs[1], Examples[1].Text.Target).Score, samples[1].Chrf);
        Assert.Equal(["Ouvre un fichier.", "Imprime la page.", "Trace une ligne sur la page."], Samples.Worst(samples).Select(sample => sample.Output));
    }

    [Fact]
    public void Long_errors_are_the_longest_sources_below_the_mean_and_classes_that_are_wrong()
    {
        var texts = Samples.Of(new("ToFrench", Examples, Outputs), TaskKind.SequenceToSequence);
        Assert.Equal(["Imprime la page.", "Ouvre un fichier."], Samples.LongErrors(texts).Select(sample => sample.Output));
        var classes = Samples.Of(new("Kind", [.. Examples, Example("Ab.", "x", "x", false)], ["a", "b", Examples[2].Text.Target, "x"]), TaskKind.Classification);
        Assert.Equal(["b", "a"], Samples.LongErrors(classes).Select(sample => sample.Output));
    }

    [Fact]
    public void The_worst_numbers_are_those_farthest_off_and_numbers_and_pictures_are_not_told_by_length()
    {
        var numbers = new TaskAnswers(
            "Size", [.. new[] { "3.4", "10", "-2", "7" }.Select((number, n) => new TestExample(new($"{n}", number), new(new int[n + 1], []), "0", false))], ["3.41", "4", "9", "7"]);
        var samples = Samples.Of(numbers, TaskKind.Regression);
        Assert.Equal(["9", "4", "3.41"], Samples.Worst(samples).Select(sample => sample.Output));
        Assert.Empty(Samples.LongErrors(samples));
        Assert.Empty(Samples.ByLength(numbers, samples));
        var seen = new TaskAnswers("Kind", [new TestExample(new("a.png", "x"), new([], [0]) { Picture = new(1, 1, 1, new byte[1]) }, "x", false)], ["y"]);
        Assert.Single(Samples.Worst(Samples.Of(seen, TaskKind.Classification)));
        Assert.Empty(Samples.LongErrors(Samples.Of(seen, TaskKind.Classification)));
        Assert.Empty(Samples.ByLength(seen, Samples.Of(seen, TaskKind.Classification)));
    }

    [Fact]
    public void Numbers_are_scored_in_full_and_rounded_only_where_they_are_shown()
    {
        TestExample[] examples = [.. new[] { "1600000000", "1600000100" }.Select(number => new TestExample(new("when", number), new(new int[1], []), number, false))];
        var answers = new TaskAnswers("When", examples, ["1600000003.0000002", "1600000099"]);
        Assert.Equal(5, NumberScores.Of([(answers, 1600000050)])[0].Rows[0].Scores[0].Value, 1e-5);
        Assert.Equal([3.0, 1.0], Samples.Of(answers, TaskKind.Regression).Select(sample => Math.Round(sample.Error!.Value, 5)));
        Assert.Equal(["1.6E+09", "1.6E+09"], Samples.Of(answers, TaskKind.Regression).Select(sample => sample.Output));
    }

    [Fact]
    public void Lengths_part_the_examples_into_quarters_each_with_its_mean()
    {
        TestExample[] examples = [.. Enumerable.Range(0, 8).Select(n => new TestExample(new($"{n}", n < 6 ? "right" : "wrong"), new(new int[8 - n], []), "", false))];
        var answers = new TaskAnswers("Kind", examples, [.. examples.Select(_ => "right")]);
        var parts = Samples.ByLength(answers, Samples.Of(answers, TaskKind.Classification));
        Assert.Equal([(1, 2, 0.0), (3, 4, 100), (5, 6, 100), (7, 8, 100)], parts.Select(part => (part.Shortest, part.Longest, part.Score)));
        Assert.All(parts, part => Assert.Equal(("Kind", 2, "accuracy"), (part.Task, part.Examples, part.Metric)));
    }

    [Theory]
    [InlineData(0, new int[] { })]
    [InlineData(4, new[] { 0, 1, 2, 3 })]
    [InlineData(600, new[] { 0, 100, 200, 300, 400, 500 })]
    public void Samples_are_spread_over_the_whole_part(int count, int[] places)
    {
        var samples = Samples.Of(
            new("ToFrench", [.. Enumerable.Repeat(Examples[0], count)], [.. Enumerable.Range(0, count).Select(n => $"{n}")]), TaskKind.SequenceToSequence);
        Assert.Equal(places.Select(place => $"{place}"), Samples.Spread(samples).Select(sample => sample.Output));
        Assert.InRange(Samples.Worst(samples).Count(), 0, Samples.PerTask);
    }

    private static TestExample Example(string source, string target, string nearest, bool twin) =>
        new(new(source, target), new([], []), nearest, twin);
}
