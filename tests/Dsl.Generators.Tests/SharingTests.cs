using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Heed.Generators;
using Heed.Planning;

namespace Heed.Tests;

/// <summary>The emitted model names its weights as the plan does, for any shares of three tasks over four and two layers.</summary>
public class SharingTests
{
    private const string Stacks = "[Experiment, Encoder(Layers = 4), Decoder(Layers = 2)]";

    [Property(MaxTest = 50, Arbitrary = [typeof(Shares)])]
    public void Emitted_names_are_the_planned_holders(ShareSpec[][] experiments)
    {
        var declared = experiments.Select((shares, place) =>
            $"{Stacks} {string.Concat(shares.Select(Write))} public partial record E{place}(A A, B B, C C);");
        // Snapshots compile such code; here parsing it is enough, since its expressions are worked out.
        var run = Harness.Unchecked(string.Join('\n', declared.Append(Sample.Tasks)), Sample.Data);
        Assert.Empty(run.Result.GeneratedTrees.SelectMany(tree => tree.GetDiagnostics()));
        var plans = run.Result.Results[0].TrackedSteps[TrackingNames.Plans]
            .SelectMany(step => step.Outputs).Select(output => (ExperimentPlan)output.Value);
        Assert.Equal(experiments.Length, plans.Count());
        Assert.All(plans, plan =>
        {
            var model = new EmittedNames(run.Source($"{plan.Spec.Name}.Model"));
            var emitted = plan.Sharing.Tasks
                .ToDictionary(task => task, task => model.Of(task, plan.Encoder!.Layers, plan.Decoder!.Layers).ToArray());
            Assert.All(emitted, one => Assert.Equal(Planned(plan, one.Key), one.Value));
            Assert.Equal(
                plan.Weights.Select(weight => weight.Name[..weight.Name.LastIndexOf('.')]).Distinct().Order(StringComparer.Ordinal),
                emitted.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal));
        });
    }

    private static IEnumerable<string> Planned(ExperimentPlan plan, string task)
    {
        return
        [
            $"{Holder(Projection.Embedding, Trunk.Both, 0)}.embedding",
            .. Stack(Trunk.Encoder, "encoder", Parts.Encoder(plan.Spec.Transformer), plan.Encoder!.Layers),
            .. Stack(Trunk.Decoder, "decoder", Parts.Decoder(plan.Spec.Transformer), plan.Decoder!.Layers),
        ];

        IEnumerable<string> Stack(Trunk trunk, string stack, IReadOnlyList<Part> parts, int layers) =>
        [
            .. from layer in Enumerable.Range(0, layers)
               from part in parts
               select $"{Holder(part.Projection, trunk, layer)}.{stack}.{layer}.{part.Key}",
            $"{Holder(Projection.Norm, trunk, layers)}.{stack}.norm",
        ];

        string Holder(Projection projection, Trunk trunk, int layer) => plan.Sharing.Holder(projection, trunk, layer, task);
    }

    private static string Write(ShareSpec share)
    {
        var projections = share.Projections.ToString().Split(", ").Select(name => $"Projection.{name}");
        var types = share.Tasks.Count == 0 ? "" : $"<{string.Join(", ", share.Tasks)}>";
        var layers = $"FromLayer = {share.FromLayer}, ToLayer = {share.ToLayer}";
        return $"[Share{types}({string.Join(" | ", projections)}, {layers}, In = Trunk.{share.In})]";
    }

    /// <summary>Four experiments at a time, each of up to four shares that the plan takes.</summary>
    private static class Shares
    {
        public static Arbitrary<ShareSpec[][]> Experiments() =>
            Arb.From(Gen.ArrayOf(Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Share, count)), 4));

        private static Gen<ShareSpec> Share => (
            from projections in Gen.Choose(1, (int)Projection.All)
            from tasks in Gen.Elements<string[]>([], [], ["A", "B"], ["C", "A"], ["B", "C"])
            from first in Gen.Choose(0, 3)
            from last in Gen.Choose(-1, 4)
            from trunk in Gen.Elements(Trunk.Encoder, Trunk.Decoder, Trunk.Both)
            select new ShareSpec
            {
                Projections = (Projection)projections,
                Tasks = new(tasks),
                FromLayer = first,
                ToLayer = last,
                In = trunk,
            })
            .Where(share => !PlanChecks.Of(Spec(share)).Any());

        private static ExperimentSpec Spec(ShareSpec share) => new()
        {
            Encoder = new() { Layers = 4 },
            Decoder = new() { Layers = 2 },
            Tasks = new(new[] { "A", "B", "C" }.Select(name => new TaskSpec { Name = name, File = "pairs.tsv" }).ToArray()),
            Shares = new(share),
        };
    }
}
