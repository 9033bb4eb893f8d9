namespace Heed.Tests;

/// <summary>Who holds what, as the model's constructor says it.</summary>
public class SharingSnapshots
{
    [Fact]
    public Task Constructor() => Snapshot.Matches(
        Sample.Emit("[Encoder, Decoder, Share(Projection.All)]").Piece("Pair.Model", "PairModel", ".ctor"));

    [Fact]
    public Task Constructor_with_rotary_positions() => Snapshot.Matches(Before(
        Sample.Emit("[Encoder, Decoder, Transformer(Positions = Positions.Rotary)]").Piece("Pair.Model", "PairModel", ".ctor")));

    [Fact]
    public Task Constructor_with_linear_biases() => Snapshot.Matches(Before(
        Sample.Emit("[Encoder, Decoder, Transformer(Positions = Positions.Alibi)]").Piece("Pair.Model", "PairModel", ".ctor")));

    [Fact]
    public Task Learned_positions() => Snapshot.Matches(After(
        Sample.Emit("[Encoder, Decoder, Transformer(Positions = Positions.Learned), Share(Projection.Embedding)]").Piece("Pair.Model", "PairModel", ".ctor")));

    [Fact]
    public void A_constructor_with_another_initializer() => Assert.Contains(
        "new WeightStore(this, plan.Spec.Seed, device, linear: Initial.KaimingNormal, computes: Computes);",
        Sample.Emit("[Encoder, Decoder, Transformer(Initializer = Initializer.KaimingNormal)]").Piece("Pair.Model", "PairModel", ".ctor"),
        StringComparison.Ordinal);

    [Fact]
    public Task Nothing_shared() => Snapshot.Matches(Shared(""));

    [Fact]
    public Task Weights_shared_values_apart() => Snapshot.Matches(Shared(", Share(Projection.AttentionWeights)"));

    [Fact]
    public Task Values_shared_weights_apart() => Snapshot.Matches(Shared(", Share(Projection.Value)"));

    [Fact]
    public Task All_shared() => Snapshot.Matches(Shared(", Share(Projection.All)"));

    [Fact]
    public Task A_pair_of_three_tasks() =>
        Snapshot.Matches(Shared(", Share<A, B>(Projection.Attention), Share<B, C>(Projection.FeedForward)", "A A, B B, C C"));

    [Fact]
    public Task Layer_ranges() => Snapshot.Matches(Shared(
        ", Share(Projection.Query, FromLayer = 1), Share(Projection.Norm, ToLayer = 1)"
            + ", Share<A, B>(Projection.FeedForward, FromLayer = 1, ToLayer = 1, In = Trunk.Encoder)",
        "A A, B B, C C"));

    private static string Shared(string shares, string tasks = "A A, B B") =>
        After(Sample.Emit($"[Encoder, Decoder{shares}]", tasks).Piece("Pair.Model", "PairModel", ".ctor"));

    // The constructor ends with who holds what; before that it is the same for every share.
    private static string After(string constructor) =>
        constructor[constructor.IndexOf("    PairWeights Hold(string", StringComparison.Ordinal)..];

    private static string Before(string constructor) =>
        constructor[..constructor.IndexOf("    var weights", StringComparison.Ordinal)].TrimEnd();
}
