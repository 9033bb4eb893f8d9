using System.Globalization;
using Heed.Host;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Commands;

/// <summary>What reports tell of allocations, over the examples that they show.</summary>
public partial class AllocatedTests
{
    [Fact]
    public void The_report_tells_how_much_each_layer_works_on()
    {
        Assert.NotNull(Explained(Fewer.Spec, Fewer.Create));
        var (code, _, error) = Run(["evaluate", "--out", RunFolder], Fewer.Create);
        Assert.Equal((0, ""), (code, error));
        var layers = Layers(Section(Path.Combine(RunFolder, "report.html"))!);
        Assert.Equal(["FewerTone", "1"], layers[0][..2]);
        Assert.Equal(layers[0][2], layers[0][3]);
        Assert.InRange(double.Parse(layers[1][2], CultureInfo.InvariantCulture) / double.Parse(layers[1][3], CultureInfo.InvariantCulture), 0.5, 0.65);
        Assert.Equal($"{Samples.PerTask}", layers[1][4]);

        // Beside what was measured stands what was planned of each layer.
        var cost = Section(Path.Combine(RunFolder, "report.html"), "cost")!;
        Assert.Matches(@"FLOP in [\d,.]+ ms, on average", cost.Value);
        string[][] planned = Rows(cost.Elements("div").Last());
        Assert.Equal([("encoder of FewerTone", "0"), ("encoder of FewerTone", "1")], planned.Select(row => (row[0], row[1])));
        Assert.Equal(planned[0][4], planned[1][2]);
        Assert.All(planned, row => Assert.All(row[5..], cell => Assert.Matches(@"^[\d.]+ ?[kMG]?B?, \d+ %$", cell)));
    }

    [Fact]
    public void The_report_tells_the_mean_of_what_explain_tells_of_agreement_with_gradients()
    {
        Assert.NotNull(Explained(Fewer.Spec, Fewer.Create));
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder], Fewer.Create).Code);
        var report = Path.Combine(RunFolder, "report.html");
        string[] samples = [.. Section(report, "samples")!.Descendants("dl").Select(sample => sample.Elements("dd").First().Value)];
        Assert.Equal(Samples.PerTask, samples.Length);
        var explained = samples.Select((text, place) =>
        {
            Assert.Equal(0, Run(["explain", "--out", RunFolder, text], Fewer.Create).Code);
            string[] row = Assert.Single(Rows(Agreed(Section(Path.Combine(RunFolder, "explain", $"{place + 2}", "explain.html"))!)!));
            double kept = double.Parse(row[1], CultureInfo.InvariantCulture), there = double.Parse(row[2], CultureInfo.InvariantCulture);
            return (Share: Math.Round(kept * double.Parse(row[3][..^2], CultureInfo.InvariantCulture) / 100) / kept, Chance: kept / there);
        }).ToArray();
        string Mean(Func<(double Share, double Chance), double> part) => FormattableString.Invariant($"{100 * explained.Average(part):0} %");
        Assert.Equal(
            ["FewerTone", "2", Mean(one => one.Share), Mean(one => one.Chance), $"{Samples.PerTask}"],
            Assert.Single(Rows(Agreed(Section(report)!)!)));
    }

    [Fact]
    public void Every_kind_that_reads_tells_agreement_and_a_masked_one_as_it_was_asked()
    {
        Declared = FewerKinds.Spec;
        WriteKinds();
        Assert.Equal((0, ""), Run(["--out", RunFolder, "--steps", "3", .. Small, "--set", "Encoder.Layers=2"], FewerKinds.Create) is var (code, _, error) ? (code, error) : default);
        var report = Section(Path.Combine(RunFolder, "report.html"))!;
        string[][] rows = Rows(Agreed(report)!);
        Assert.Equal(["HowLong", "WhatOf", "Gap"], rows.Select(row => row[0]));

        // A yes or no is told where it is likelier than not, so the geometric mean of what was told is more than a half.
        var sets = Rows(report.Elements("div").Single(card => card.Value.Contains("put back", StringComparison.Ordinal))).Single(row => row[0] == "WhatOf");
        Assert.StartsWith("probability of the answer's yes or no for a class (geometric mean)", sets[1], StringComparison.Ordinal);
        Assert.InRange(double.Parse(sets[2], CultureInfo.InvariantCulture), 0.5, 1);
        Assert.All(rows, row => Assert.InRange(int.Parse(row[4], CultureInfo.InvariantCulture), row[0] == "Gap" ? 1 : Samples.PerTask, Samples.PerTask));
    }

    [Fact]
    public void Where_positions_are_joined_and_none_is_skipped_there_is_nothing_to_agree_with_gradients()
    {
        foreach (var (spec, create) in new (ExperimentSpec, Func<ExperimentPlan, Device, ILearner>)[] { (Paired.Spec, Paired.Create), (Stepwise.Spec, Stepwise.Create) })
        {
            Assert.Null(Agreed(Explained(spec, create)!));
            Assert.Equal(0, Run(["evaluate", "--out", RunFolder], create).Code);
            Assert.Null(Agreed(Section(Path.Combine(RunFolder, "report.html"))!));
            Directory.Delete(RunFolder, recursive: true);
        }
    }

    [Fact]
    public void The_report_tells_how_far_each_head_learned_to_see()
    {
        Explained(Seeing.Spec, Seeing.Create);
        var (code, _, error) = Run(["evaluate", "--out", RunFolder], Seeing.Create);
        Assert.Equal((0, ""), (code, error));
        Assert.Null(Section(Path.Combine(RunFolder, "report.html")));
        var layers = Layers(Section(Path.Combine(RunFolder, "report.html"), "spans")!);
        Assert.Equal([["FewerTone", "encoder", "2"]], layers.Select(row => row[..3]));
        Assert.All(layers[0][3..], span => Assert.InRange(double.Parse(span, CultureInfo.InvariantCulture), 3.5, 4.5));
        Assert.Equal(5, layers[0].Length); // of two heads

        // What spans began with and cost is of training alone; how they fade is of the weights' meaning.
        Assert.Equal(0, Run(["evaluate", "--out", RunFolder, "--set", "AdaptiveSpan.Penalty=0.5", "--set", "AdaptiveSpan.Start=2"], Seeing.Create).Code);
        Assert.Contains("AdaptiveSpan.Ramp: 12 there, 8 here", Run(["evaluate", "--out", RunFolder, "--set", "AdaptiveSpan.Ramp=8"], Seeing.Create).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_and_the_plan_tell_the_spans_of_either_stack()
    {
        Declared = SeeingAround.Spec;
        WriteKinds();
        Assert.Equal((0, ""), Run(["--out", RunFolder, "--steps", "2", .. Small], SeeingAround.Create) is var (code, _, error) ? (code, error) : default);
        var layers = Layers(Section(Path.Combine(RunFolder, "report.html"), "spans")!);
        Assert.Equal([["HowLong", "encoder", "1"], ["Say", "decoder", "1"]], layers.Select(row => row[..3]));
        Assert.All(layers.SelectMany(row => row[3..]), span => Assert.InRange(double.Parse(span, CultureInfo.InvariantCulture), 3.5, 4.5));
        var plan = Run(["plan", .. Small], SeeingAround.Create).Output;
        Assert.Contains("Encoder of HowLong at 24 positions", plan, StringComparison.Ordinal);
        Assert.Contains("Decoder of Say at 12 positions", plan, StringComparison.Ordinal);
    }

    private void WriteKinds() => File.WriteAllLines(
        Path.Combine(Folder, "kinds.tsv"),
        Enumerable.Range(0, 240).Select(number => $"number {number} of many\t{number % 5}\t{(number % 2 == 0 ? "even" : "odd")}").Prepend("text\tlength\ttopics"));
}
