using Xunit;

namespace Heed.Tests.Commands;

/// <summary>How a run's answers are decoded is asked, not trained.</summary>
[Collection(ProcessWide.Name)]
public sealed class DecodedTests : WordsExperiment
{
    [Fact]
    public void A_run_trained_under_one_way_to_decode_is_evaluated_asked_and_resumed_under_another()
    {
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        Declared = WordsByBeam.Spec with { Name = "Words" };
        var (code, output, error) = Run(["evaluate", "--out", RunFolder], WordsByBeam.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("beam search of width 3", Said(output), StringComparison.Ordinal);
        Assert.Contains("Beam.Width", File.ReadAllText(Path.Combine(RunFolder, "report.html")), StringComparison.Ordinal);
        Assert.DoesNotContain("Greedy.", File.ReadAllText(Path.Combine(RunFolder, "report.html")), StringComparison.Ordinal);
        (code, output, _) = Run(["evaluate", "--out", RunFolder, "--set", "Beam.Width=2"], WordsByBeam.Create);
        Assert.Equal(0, code);
        Assert.Contains("beam search of width 2", Said(output), StringComparison.Ordinal);
        (code, _, error) = Run(["predict", "--out", RunFolder, "--task", "Shout", "--set", "Beam.Width=5", "cat dog 3"], WordsByBeam.Create);
        Assert.Equal((0, ""), (code, error));
        (code, _, error) = Run(["train", "--resume", RunFolder, "--steps", "6"], WordsByBeam.Create);
        Assert.Equal((0, ""), (code, error));
    }

    [Fact]
    public void A_declaration_changed_after_training_counts_and_not_the_runs_own_number()
    {
        Declared = WordsByBeam.Spec;
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "3", .. Small], WordsByBeam.Create).Code);
        Assert.Contains("\"Beam.Width\": \"3\"", File.ReadAllText(Path.Combine(RunFolder, "config.json")), StringComparison.Ordinal);
        Declared = WordsByBeam.Spec with { Decoding = new Planning.BeamSpec { Width = 7 } };
        Assert.Contains("width 7", Said(Run(["evaluate", "--out", RunFolder], WordsByBeam.Create).Output), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_evaluated_over_a_cache_that_evicts_as_is_declared_and_set_now_and_over_one_that_holds_all()
    {
        var declared = WordsEvicting.Spec with { Name = "Words" };
        (Declared, Create) = (declared, WordsEvicting.Create);
        Done(["train", "--out", RunFolder, "--steps", "3", .. Small]);
        Declared = declared with { CacheEviction = new() { Budget = 4, Recent = 2 } };
        Over("4");
        Over("3", "--set", "CacheEviction.Budget=3");
        (Declared, Create) = (Words.Spec, Words.Create);
        Assert.DoesNotContain("over a cache", Said(Run(["evaluate", "--out", RunFolder]).Output), StringComparison.Ordinal);

        void Over(string budget, params string[] set)
        {
            var (code, output, error) = Run(["evaluate", "--out", RunFolder, .. set]);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"over a cache of {budget} positions a head", Said(output), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Answers_are_entries_of_the_declared_list_and_the_run_keeps_it_for_when_the_list_is_gone()
    {
        Declared = OnlyWords.Spec;
        var list = Path.Combine(Folder, "colours.txt");
        File.WriteAllText(list, "red\n  GREEN blue \n\n7\n");
        Assert.Equal(0, Run(["train", "--out", RunFolder, "--steps", "3", .. Small], OnlyWords.Create).Code);
        var (code, output, error) = Run(["evaluate", "--out", RunFolder], OnlyWords.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Colour made of the entries of colours.txt", Said(output), StringComparison.Ordinal);
        File.Delete(list);
        (code, output, error) = Run(["predict", "--out", RunFolder, "--task", "Colour", "cat dog 3", "stone tree 5", "river 77"], OnlyWords.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Matches("^(red|GREEN blue|7)( red| GREEN blue| 7)*$", line));

        // Another task of the experiment says what it likes.
        (_, output, _) = Run(["predict", "--out", RunFolder, "--task", "Whisper", "cat dog 3"], OnlyWords.Create);
        Assert.DoesNotMatch("^(red|GREEN blue|7)", output.Trim());
    }

    [Theory]
    [InlineData(null, "colours.txt: expected the text file that Only = \"colours.txt\" names; there is none.")]
    [InlineData(" \n\n", "colours.txt: expected entries, one a line; found none.")]
    [InlineData("indistinguishable from magic", "colours.txt: expected an entry of at most 12 tokens (Decoder.MaximumLength); the shortest has")]
    public void A_list_that_cannot_be_kept_to_is_refused_before_training(string? text, string message)
    {
        Declared = OnlyWords.Spec;
        if (text is not null)
            File.WriteAllText(Path.Combine(Folder, "colours.txt"), text);
        var (code, _, error) = Run(["train", "--out", RunFolder, "--steps", "3", .. Small], OnlyWords.Create);
        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Weights));
    }

    [Fact]
    public void A_plan_says_how_answers_are_decoded()
    {
        Declared = WordsByBeam.Spec;
        var (code, output, _) = Run(["plan", "--set", "Beam.LengthPenalty=0.25"]);
        Assert.Equal(0, code);
        Assert.Contains("found by beam search of width 3, log-probability divided by ((5 + n) / 6)^0.25 for n tokens", Said(output), StringComparison.Ordinal);
    }

    // The terminal breaks lines where it is full.
    private static string Said(string output) => string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

[Experiment]
[Encoder]
[Decoder]
[Share(Projection.Attention)]
[Beam(Width = 3)]
public partial record WordsByBeam(Shout Shout, Whisper Whisper);

[Experiment]
[Encoder]
[Decoder]
[Share(Projection.Attention)]
[CacheEviction(Budget = 5, Recent = 2)]
public partial record WordsEvicting(Shout Shout, Whisper Whisper);

[Experiment]
[Encoder]
[Decoder]
[Share(Projection.Attention)]
public partial record OnlyWords(Colour Colour, Whisper Whisper);

[Task("words.tsv")]
public partial record Colour([Input, Text("from")] string From, [Target, Text("to", Only = "colours.txt")] string To);
