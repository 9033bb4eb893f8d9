using Heed.Generators;

namespace Heed.Tests;

/// <summary>How a declaration is written does not matter, only what it declares.</summary>
public class EqualityTests
{
    private const string Plain = """
        [Experiment(Seed = 3, Steps = 10)]
        [Encoder(Layers = 2, Width = 64, Heads = 2)]
        [Decoder(Layers = 1)]
        [Share(Projection.Query | Projection.Key, FromLayer = 1, In = Trunk.Encoder)]
        [Share<A, B>(Projection.All)]
        public partial record Pair(A A, B B);
        """;

    private const string Odd = """
        // The order of arguments and attributes, comments, blank lines and parts of a record are the author's business.
        [Decoder(Layers = 0x1)]

        [ShareAttribute(projections: Projection.AttentionWeights, In = Trunk.Encoder, FromLayer = 3 - 2)]
        public /* sealed is the author's business too */ sealed partial record Pair;

        [Heed.Experiment(
            Steps = 5 + 5, // a constant is a constant
            Seed = 3)]
        [Encoder(Heads = 2, Width = 1 << 6, Layers = 2, FeedForward = 0), Share<A, B>(Projection.All)]
        partial record Pair(
            A First,
            B Second);
        """;

    [Fact]
    public void Equal_declarations_are_equal_specs_and_emit_the_same_bytes()
    {
        var (plain, odd) = (Emit(Plain), Emit(Odd));
        Assert.Equal(Plans(plain), Plans(odd));
        Assert.Equal(Plans(plain).Single()!.GetHashCode(), Plans(odd).Single()!.GetHashCode());
        Assert.Equal(plain.Files, odd.Files);
        Assert.Equal(Bytes(plain), Bytes(odd));
    }

    [Fact]
    public void A_declaration_that_differs_emits_other_bytes() =>
        Assert.NotEqual(Plans(Emit(Plain)), Plans(Emit(Plain.Replace("Steps = 10", "Steps = 11", StringComparison.Ordinal))));

    private static Run Emit(string declaration) => Harness.Run(declaration + "\n" + Sample.Tasks, Sample.Data);

    private static IEnumerable<string> Bytes(Run run) => run.Result.GeneratedTrees.Select(tree => tree.ToString());

    private static IEnumerable<object?> Plans(Run run) =>
        run.Result.Results[0].TrackedSteps[TrackingNames.Plans].SelectMany(step => step.Outputs).Select(output => output.Value);
}
