using Heed.Planning;

namespace Heed.Tests;

/// <summary>A variant is its base's declaration, less what it leaves out, with what it writes in the place of the base's.</summary>
public class VariantTests
{
    private const string Base = "[Experiment(Seed = 5, Steps = 9)] [Encoder(Layers = 2, Width = 64, Heads = 2)] [Decoder(Layers = 1)] [Bytes] [Lion(Beta1 = 0.5)] "
        + "[AdaptiveSpan] [AllocateMemory<Heed.Allocation.MeanWindows>] [Share(Projection.Key)] [Share<A, B>(Projection.Value, FromLayer = 1)] ";

    [Theory]
    [InlineData("Without<ShareAttribute>", "[Share(Projection.Key)] [Share<A, B>(Projection.Value, FromLayer = 1)] ", "")]
    [InlineData("Without<ShareAttribute<A, B>>", "[Share<A, B>(Projection.Value, FromLayer = 1)] ", "")]
    [InlineData("Without<ShareAttribute>, Without<LionAttribute>, Without<AllocationAttribute>", "[Lion(Beta1 = 0.5)] [AdaptiveSpan] [AllocateMemory<Heed.Allocation.MeanWindows>] [Share(Projection.Key)] [Share<A, B>(Projection.Value, FromLayer = 1)] ", "")]
    [InlineData("Without<AllocationAttribute>", "[AdaptiveSpan] [AllocateMemory<Heed.Allocation.MeanWindows>] ", "")]
    [InlineData("CacheEviction(Budget = 48)", "[AdaptiveSpan] [AllocateMemory<Heed.Allocation.MeanWindows>] ", "[CacheEviction(Budget = 48)]")]
    [InlineData("Without<OptimizerAttribute>", "[Lion(Beta1 = 0.5)] ", "")]
    [InlineData("Share(Projection.Norm)", "[Share(Projection.Key)] [Share<A, B>(Projection.Value, FromLayer = 1)] ", "[Share(Projection.Norm)]")]
    [InlineData("Encoder(Width = 32)", "[Encoder(Layers = 2, Width = 64, Heads = 2)] ", "[Encoder(Width = 32)]")]
    [InlineData("Sgd(Momentum = 0.5)", "[Lion(Beta1 = 0.5)] ", "[Sgd(Momentum = 0.5)]")]
    [InlineData("Characters", "[Bytes] ", "[Characters]")]
    [InlineData("EarlyStop(Patience = 2), Transformer(Norm = NormKind.Rms)", "", "[EarlyStop(Patience = 2), Transformer(Norm = NormKind.Rms)]")]
    public void Its_spec_is_that_of_the_declaration_written_out(string variant, string less, string more)
    {
        Assert.Contains(less, Base, StringComparison.Ordinal);
        var run = Harness.Run(
            $"{Base} public partial record Pair(A A, B B); [Variant<Pair>, {variant}] public partial record Other; {Sample.Tasks}", Sample.Data);
        var written = Harness.Run(
            $"{Base.Replace(less.Length > 0 ? less : "?", "", StringComparison.Ordinal)} {more} public partial record Other(A A, B B); {Sample.Tasks}", Sample.Data);
        Assert.Empty(run.Result.Diagnostics);
        Assert.Equal(Spec(written, "Other"), Spec(run, "Other"));
        Assert.NotEqual(Spec(run, "Pair") with { Name = "Other" }, Spec(run, "Other"));
        Assert.Equal(written.Source("Other.Model"), run.Source("Other.Model"));
        Assert.Equal(written.Source("Other.Learner"), run.Source("Other.Learner"));
    }

    [Fact]
    public void An_experiment_lists_its_variants_and_one_without_any_lists_none()
    {
        var run = Harness.Run(
            $$"""
            namespace My.Own
            {
                {{Base}} public partial record Pair(A A, B B);
                [Variant<Pair>, Without<ShareAttribute>] public partial record Other;
                {{Sample.Tasks.Replace("pairs.tsv", "../experiments/pairs.tsv", StringComparison.Ordinal)}}
            }
            [Variant<My.Own.Pair>, Sgd] public partial record Third;
            """,
            Sample.Data);
        var variants = (IEnumerable<Variation>)run.Load().GetType("My.Own.Pair")!.GetProperty("Variants")!.GetValue(null)!;
        Assert.Equal(["Other", "Third"], variants.Select(variant => variant.Spec.Name));
        Assert.DoesNotContain("Other.Variants.g.cs", run.Files);
        Assert.DoesNotContain("Pair.Variants.g.cs", Sample.Emit().Files);
    }

    [Fact]
    public Task List_of_variants() => Snapshot.Matches(Harness.Run(
        Sample.Pair("[Encoder, Decoder, Share(Projection.Key)]")
            + "[Variant<Pair>, Without<ShareAttribute>] public partial record Other; [Variant<Pair>, Sgd] public partial record Third;",
        Sample.Data).Source("Pair.Variants").TrimEnd());

    private static ExperimentSpec Spec(Run run, string name) =>
        (ExperimentSpec)run.Result.Results[0].TrackedSteps[Generators.TrackingNames.Plans].SelectMany(step => step.Outputs)
            .Select(output => ((ExperimentPlan)output.Value).Spec).Single(spec => spec.Name == name);
}
