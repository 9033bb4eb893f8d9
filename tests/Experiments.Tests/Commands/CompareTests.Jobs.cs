using System.Text.RegularExpressions;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Commands;

// Runs of one comparison that several processes train.
public sealed partial class CompareTests
{
    [Fact]
    public async Task A_run_that_another_process_trains_is_waited_for_by_name_while_the_others_are_trained()
    {
        var apart = Path.Combine(RunFolder, "Apart", "seed-17");
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        var outcome = Path.Combine(apart, "outcome.json");
        File.Move(outcome, outcome + ".later");
        using var claim = Claim.On(apart)!;
        var other = Task.Run(async () =>
        {
            SpinWait.SpinUntil(() => File.Exists(Path.Combine(RunFolder, "Gated", "seed-18", "outcome.json")), TimeSpan.FromMinutes(2));
            await Task.Delay(TimeSpan.FromSeconds(2));
            File.Move(outcome + ".later", outcome);
            claim.Dispose();
        });
        var (code, output, error) = Run(["compare", "--resume", RunFolder, "--seeds", "2"]);
        await other;
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{apart}: another process trains this; its end is waited for.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Apart, seed 17", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(RunFolder, "*.claim", SearchOption.AllDirectories));
    }

    [Fact]
    public void Runs_that_were_begun_together_and_read_other_data_are_not_compared()
    {
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        var outcome = Path.Combine(RunFolder, "Apart", "seed-17", "outcome.json");
        File.WriteAllText(outcome, AnyContents().Replace(File.ReadAllText(outcome), "\"Shout\": \"other\""));
        File.Delete(Path.Combine(RunFolder, "compare.csv"));
        var (code, _, error) = Run(["compare", "--resume", RunFolder]);
        Assert.Equal(2, code);
        Assert.Contains("expected runs that read the same data", error, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(outcome)!, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(RunFolder, "compare.csv")));
    }

    [Fact]
    public void A_comparison_that_an_earlier_version_began_goes_on_with_one_run_at_once()
    {
        Done(["compare", "--seeds", "1", "--steps", "3", "--out", RunFolder, .. Small]);
        var config = Path.Combine(RunFolder, "comparison.json");
        var text = File.ReadAllText(config);
        Assert.Contains("\"jobs\": 1", text, StringComparison.Ordinal);
        File.WriteAllText(config, AnyJobs().Replace(text, ""));
        Done(["compare", "--resume", RunFolder, "--seeds", "2"]);
        Assert.Equal("2", Lines(RunFolder)[1][4]);
    }

    [Fact]
    public void Times_of_runs_that_were_trained_beside_others_are_told_so()
    {
        Assert.Equal("", RunOutcome.AtOnce([Of(0), Of(1)]));
        Assert.Equal(", of 2 runs at once", RunOutcome.AtOnce([Of(2), Of(2)]));
        Assert.Equal(", of 1 to 3 runs at once", RunOutcome.AtOnce([Of(3), Of(0)]));

        static RunOutcome Of(int jobs) => new(1, 1, 1, 1, null, true, false, []) { Jobs = jobs };
    }

    [GeneratedRegex("\"Shout\": \"[^\"]*\"")]
    private static partial Regex AnyContents();

    [GeneratedRegex(",\\s*\"jobs\": 1")]
    private static partial Regex AnyJobs();
}
