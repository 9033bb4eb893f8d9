using Heed.Generators;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Heed.Tests;

/// <summary>Every run of the harness asserts that the next finds all cached; these say what that covers, and that it can fail.</summary>
public class CachingTests
{
    // A declaration of which something is emitted, with a variant, and one of which nothing is.
    private static readonly string Source = Sample.Pair()
        + "[Experiment] public partial record Refused(A A); [Variant<Pair>, Share(Projection.Key)] public partial record Other;";

    [Fact]
    public void Harness_watches_every_step() =>
        Assert.Empty(TrackingNames.All.Except(Harness.Run(Source, Sample.Data).Result.Results[0].TrackedSteps.Keys));

    [Fact]
    public void Moving_a_declaration_emits_nothing_again()
    {
        var again = Rerun(Source, "// A comment before everything.\n\n" + Source);
        Assert.Contains(Modified, Reasons(again, TrackingNames.Experiments));
        Assert.All(Reasons(again, TrackingNames.Plans), reason => Assert.Equal(Unchanged, reason));
        Assert.All(Reasons(again, TrackingNames.TaskSpecs), reason => Assert.Equal(Unchanged, reason));
        Assert.Equal([Modified], Outputs(again).Where(reason => reason != Cached)); // The diagnostic, whose token moved.
    }

    [Fact]
    public void Changing_an_experiment_emits_it_and_no_task()
    {
        var again = Rerun(Source, Source.Replace("[Experiment]", "[Experiment(Seed = 5)]", StringComparison.Ordinal));
        Assert.Equal([Modified, Modified], Reasons(again, TrackingNames.Plans)); // It, and its variant.
        Assert.All(Reasons(again, TrackingNames.TaskSpecs), reason => Assert.Equal(Unchanged, reason));
        Assert.Contains(Modified, Outputs(again));
    }

    [Fact]
    public void Changing_a_variant_emits_it_and_not_its_base()
    {
        var again = Rerun(Source, Source.Replace("Projection.Key", "Projection.Value", StringComparison.Ordinal));
        Assert.Equal([Cached, Modified], Reasons(again, TrackingNames.Plans));
        Assert.Equal([Unchanged], Reasons(again, TrackingNames.VariantLists));
    }

    [Fact]
    public void Changing_data_emits_nothing_again()
    {
        var compilation = Harness.Compile(Sample.Pair());
        var again = Harness.Driver(Sample.Data).RunGenerators(compilation)
            .ReplaceAdditionalText(Sample.Data, new MemoryText(Sample.Data.Path, "en\tfr\n"))
            .RunGenerators(compilation).GetRunResult().Results[0];
        Assert.Contains(Modified, Reasons(again, TrackingNames.Data));
        Assert.Equal("HEED012", Assert.Single(again.Diagnostics).Id);
        Assert.All(Reasons(again, TrackingNames.Plans), reason => Assert.Equal(Cached, reason));
        Assert.All(Reasons(again, TrackingNames.TaskSpecs), reason => Assert.Equal(Cached, reason));
    }

    private static GeneratorRunResult Rerun(string first, string second) => Harness.Driver(Sample.Data)
        .RunGenerators(Harness.Compile(first)).RunGenerators(Harness.Compile(second)).GetRunResult().Results[0];

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.Values.SelectMany(runs => runs).SelectMany(run => run.Outputs).Select(output => output.Reason);
}
