using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;
using TokenizerKind = Heed.Planning.TokenizerKind;

namespace Heed.Tests.Commands;

/// <summary>Language models, numbers and sets of classes, through the command line.</summary>
[Collection(ProcessWide.Name)]
public sealed class KindTests : WordsExperiment
{
    private static readonly string[] Tiny =
    [
        "--set", "Encoder.Width=16", "--set", "Encoder.Heads=2", "--set", "Encoder.Layers=1", "--set", "Decoder.Layers=1",
        "--set", "Experiment.BatchTokens=256", "--set", "Experiment.ValidateEvery=20", "--set", "Tokenizer.Vocabulary=290",
        "--set", "Split.Validation=0.1", "--set", "Split.Test=0.1", "--set", "Split.NearDuplicates=1", "--set", "AdamW.LearningRate=0.01",
        "--set", "Schedule.Warmup=5",
    ];

    public KindTests()
    {
        Declared = ManyKinds.Spec;
        Write((word, number) => ($"{word} {number} {new string('x', number % 5)}y", $"{100 + (number % 5)}", number % 5 == 0 ? "" : number % 5 == 1 ? "one" : "one; more"));
    }

    [Fact]
    public void Every_kind_trains_stands_beside_its_baselines_and_answers_in_its_own_way()
    {
        var (code, output, error) = Run(["--out", RunFolder, "--steps", "80", .. Tiny], ManyKinds.Create);
        Assert.Equal((0, ""), (code, error));
        var report = File.ReadAllText(Path.Combine(RunFolder, "report.html"));
        Assert.All(
            ["Mean squared error", "Spearman", "Micro F1", "Macro F1", "Perplexity", "bigram", "unigram", "bag of words"],
            said => Assert.Contains(said, report, StringComparison.Ordinal));
        Assert.Contains("(perplexity ", output, StringComparison.Ordinal);
        Assert.InRange(double.Parse(Answer("HowLong", "stone 77 xxxxy"), CultureInfo.InvariantCulture), 102.5, 105);
        Assert.InRange(double.Parse(Answer("HowLong", "stone 77 y"), CultureInfo.InvariantCulture), 99, 101.5);
        Assert.Equal("", Answer("WhatOf", "stone 77 y"));
        Assert.Equal("more; one", Answer("WhatOf", "stone 77 xxxxy"));
        Assert.Equal("stone xx", Answer("Gap", "stone xx")[..8]);
        Assert.DoesNotContain("[MASK]", Answer("Gap", "sto[MASK]e xx"), StringComparison.Ordinal);
        Assert.StartsWith("stone", Answer("Say", "stone"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_that_a_hidden_one_is_told_from_are_those_that_its_own_state_comes_from()
    {
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "2", .. Tiny], ManyKinds.Create).Code);
        Assert.Equal(0, Run(["explain", "--out", RunFolder, "--task", "Gap", "sto[MASK]e xx"], ManyKinds.Create).Code);
        var shares = Shares("1").ToLookup(span => span.Groups[2].Value == "[MASK]", span => double.Parse(span.Groups[1].Value, CultureInfo.InvariantCulture));

        // Half of what a state comes from is itself, where there is one layer.
        Assert.Equal([1], shares[true]);
        Assert.NotEmpty(shares[false]);
        Assert.All(shares[false], share => Assert.InRange(share, 0, 0.7));
    }

    [Theory]
    [InlineData(TokenizerKind.BytePairs, "stone[MASK] xxy")]
    [InlineData(TokenizerKind.Bytes, "stone [MASK] xxy")]
    public void A_space_before_a_hidden_word_is_hidden_with_it_where_tokens_begin_with_one(TokenizerKind kind, string shown)
    {
        Declared = ManyKinds.Spec with { Tokenizer = new() { Kind = kind } };
        string[] tiny = [.. Tiny.Chunk(2).Where(pair => !pair[1].StartsWith("Tokenizer.", StringComparison.Ordinal)).SelectMany(pair => pair)];
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "2", .. tiny], ManyKinds.Create).Code);
        Assert.Equal(0, Run(["explain", "--out", RunFolder, "--task", "Gap", "stone [MASK] xxy"], ManyKinds.Create).Code);
        Assert.Equal(shown, string.Concat(Shares("1").Select(span => span.Groups[2].Value)));
    }

    [Fact]
    public void A_comparison_holds_numbers_whose_baseline_has_no_correlation_and_reads_it_again()
    {
        string[] compare = ["compare", "--seeds", "1", "--steps", "2", "--out", RunFolder, .. Tiny];
        var (code, output, error) = Run(compare, ManyKinds.Create);
        Assert.Equal((0, ""), (code, error));
        var spearman = File.ReadLines(Path.Combine(RunFolder, "compare.csv")).Select(line => line.Split(',')).Single(cells => (cells[0], cells[2], cells[3]) == ("Spearman", "all", "mean"));
        Assert.Equal(("0", ""), (spearman[4], spearman[5]));
        var again = Run(["compare", "--resume", RunFolder], ManyKinds.Create);
        Assert.Equal((0, ""), (again.Code, again.Error));
        Assert.DoesNotContain("Run 1 of", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_holds_no_number_stops_the_run_before_it_begins()
    {
        Write((word, number) => ($"{word} {number}", number == 7 ? "many" : "1", ""));
        var (code, _, error) = Run(["train", "--out", RunFolder, .. Tiny], ManyKinds.Create);
        Assert.Equal((2, "kinds.tsv(9): expected a number in column length; found many.\n"), (code, error));
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void An_allocation_of_ones_own_that_leaves_fewer_than_it_says_is_told_in_a_sentence()
    {
        Declared = Boasting.Spec;
        string[] small = [.. Tiny.Chunk(2).Where(pair => !pair[1].StartsWith("Encoder.", StringComparison.Ordinal)).SelectMany(pair => pair)];
        var (code, _, error) = Run(["train", "--out", RunFolder, "--steps", "2", .. small, "--set", "Decoder.Width=16", "--set", "Decoder.Heads=2"], Boasting.Create);
        Assert.Equal((2, "SaysMore leaves 1 of 4 positions, where its Left says 2, and at least 1 is to be left: the verb laws tells more.\n"), (code, error));
    }

    [Fact]
    public void A_language_model_alone_needs_no_encoder_and_resumes_to_the_same_weights()
    {
        Declared = Speaker.Spec;
        string[] small =
        [
            "--set", "Decoder.Width=16", "--set", "Decoder.Heads=2", "--set", "Decoder.Layers=1", "--set", "Experiment.BatchTokens=128",
            "--set", "Experiment.ValidateEvery=4", "--set", "Tokenizer.Vocabulary=290", "--set", "Split.Validation=0.1", "--set", "Split.Test=0.1",
            "--set", "Split.NearDuplicates=1",
        ];
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "8", .. small], Speaker.Create).Code);
        var whole = File.ReadAllBytes(Weights);
        Directory.Delete(RunFolder, recursive: true);
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "4", .. small], Speaker.Create).Code);
        Assert.Equal(0, Run(["train", "--resume", RunFolder, "--steps", "8"], Speaker.Create).Code);
        Assert.Equal(whole, File.ReadAllBytes(Weights));
        var (code, output, error) = Run(["evaluate", "--out", RunFolder], Speaker.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Perplexity", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hidden_is_the_same_for_a_run_that_stopped_and_went_on()
    {
        Declared = ManyKinds.Spec;
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "8", .. Tiny, "--set", "Experiment.ValidateEvery=4"], ManyKinds.Create).Code);
        var whole = File.ReadAllBytes(Weights);
        Directory.Delete(RunFolder, recursive: true);
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "4", .. Tiny, "--set", "Experiment.ValidateEvery=4"], ManyKinds.Create).Code);
        Assert.Equal(0, Run(["train", "--resume", RunFolder, "--steps", "8"], ManyKinds.Create).Code);
        Assert.Equal(whole, File.ReadAllBytes(Weights));
    }

    // What each token of an explanation counted for, and the token.
    private MatchCollection Shares(string explanation) => Regex.Matches(
        File.ReadAllText(Path.Combine(RunFolder, "explain", explanation, "explain.html")),
        "<span style=\"--share:[0-9]+%\" title=\"([0-9.]+)\">([^<]*)</span>");

    private string Answer(string task, string text)
    {
        var (code, said, error) = Run(["predict", "--out", RunFolder, "--task", task, text], ManyKinds.Create);
        Assert.Equal((0, ""), (code, error));
        return said.TrimEnd('\n');
    }

    private void Write(Func<string, int, (string Text, string Length, string Topics)> row)
    {
        string[] words = ["red", "green", "blue", "cat", "dog", "house", "tree", "river", "stone", "cloud", "bread", "glass"];
        File.WriteAllLines(
            Path.Combine(Folder, "kinds.tsv"),
            Enumerable.Range(0, 240).Select(number => row(words[number % words.Length], number))
                .Select(one => $"{one.Text}\t{one.Length}\t{one.Topics}").Prepend("text\tlength\ttopics"));
    }
}

[Experiment]
[Encoder(MaximumLength = 24)]
[Decoder(MaximumLength = 16)]
[Share(Projection.Embedding)]
public partial record ManyKinds(HowLong HowLong, WhatOf WhatOf, Gap Gap, Say Say);

[Task("kinds.tsv")]
public partial record HowLong([Input, Text("text")] string Text, [Target, Number("length", Pooling = Pooling.First)] double Length);

[Task("kinds.tsv")]
public partial record WhatOf([Input, Text("text")] string Text, [Target, Labels("topics", Separator = ';')] string[] Topics);

[Task("kinds.tsv")]
public partial record Gap([Masked, Text("text")] string Text);

[Task("kinds.tsv")]
public partial record Say([Causal, Text("text")] string Text);

[Experiment]
[Decoder(MaximumLength = 16)]
public partial record Speaker(Say Say);
