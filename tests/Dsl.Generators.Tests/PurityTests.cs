using System.Collections.Immutable;
using Heed.Generators;

namespace Heed.Tests;

/// <summary>What the pipeline remembers between two runs is values alone.</summary>
public class PurityTests
{
    [Fact]
    public void No_step_remembers_a_compilation_or_a_part_of_one()
    {
        var source = Sample.Pair("[Encoder(Heads = 3), Decoder, Share<A, B>(Projection.Key, FromLayer = 1)]") +
            "[Experiment, Encoder, Decoder, Share(Projection.All)] public partial record Sound(A A, B B);" +
            "[Variant<Sound>, Without<ShareAttribute>] public partial record Apart; [Variant<A>] public partial record Lost;";
        var steps = Harness.Run(source, Sample.Data).Result.Results[0].TrackedSteps;
        var values = TrackingNames.All.SelectMany(name => steps[name])
            .SelectMany(step => step.Outputs).Select(output => output.Value).ToArray();
        Assert.NotEmpty(values);
        Assert.All(values, value => Assert.Empty(ObjectGraph.Impurities(value)));
    }

    [Fact]
    public void A_symbol_is_found_however_deep_it_hides()
    {
        var compilation = Harness.Compile(Sample.Tasks);
        var symbol = compilation.GetTypeByMetadataName("A")!;
        object[] hiding =
        [
            symbol,
            new[] { symbol.DeclaringSyntaxReferences[0].GetSyntax() },
            ImmutableArray.Create(compilation.SyntaxTrees[0]),
            new Dictionary<string, List<object>> { ["A"] = [compilation] },
            new EquatableArray<(string, object)>(("A", compilation.GetSemanticModel(compilation.SyntaxTrees[0]))),
            new Func<string>(() => symbol.Name),
        ];
        Assert.All(hiding, value => Assert.NotEmpty(ObjectGraph.Impurities(value)));
    }
}
