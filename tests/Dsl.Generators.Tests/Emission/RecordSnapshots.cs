namespace Heed.Tests;

/// <summary>The halves of the author's records, and the records that hold weights.</summary>
public class RecordSnapshots
{
    private const string Chosen = "[Encoder(KeyValueHeads = 2), Decoder, "
        + "Transformer(Positions = Positions.Alibi, Norm = NormKind.Rms, Placement = NormPlacement.Post, Activation = Activation.SwiGlu, Scale = AttentionScale.Width, "
        + "Output = OutputEmbedding.Free, Initializer = Initializer.TruncatedNormal, GradientCheckpointing = GradientCheckpointing.EveryLayer)]";

    [Fact]
    public Task Task_record() => Snapshot.Matches(Sample.Emit().Source("A.Task").TrimEnd());

    [Fact]
    public Task Declaration() => Snapshot.Matches(Sample.Emit(
        """
        [Encoder(Width = 64), Decoder(Layers = 1), Transformer(Positions = Positions.Rotary), Schedule(Decay = Decay.Cosine)]
        [Share(Projection.Query | Projection.Value), Share<A, B>(Projection.Norm, FromLayer = 1, ToLayer = 2, In = Trunk.Encoder)]
        """).Source("Pair.Declaration").TrimEnd());

    [Fact]
    public Task Declaration_of_an_optimizer() => Snapshot.Matches(string.Join('\n', Sample.Emit("[Encoder, Decoder, Sgd(Nesterov = true, Momentum = 0.8)]")
        .Source("Pair.Declaration").Split('\n').Where(line => line.Contains("Optimizer", StringComparison.Ordinal))));

    [Fact]
    public Task Refused_declaration() => Snapshot.Matches(Sample.Emit("[Encoder]").Source("Pair.Declaration").TrimEnd());

    [Fact]
    public Task Refused_task() => Snapshot.Matches(
        Harness.Run("namespace Inner; [Task(\"pairs.tsv\")] partial record Bare;", Sample.Data).Source("Inner.Bare.Task").TrimEnd());

    [Fact]
    public Task Description() => Snapshot.Matches(Sample.Emit(
        "[Encoder, Decoder, Share(Projection.Attention), Share<A, B>(Projection.FeedForward, FromLayer = 1, In = Trunk.Decoder)]")
        .Head("Pair.Model"));

    [Fact]
    public Task Description_of_one_task() =>
        Snapshot.Matches(Sample.Emit("[Encoder, Decoder, Transformer(Positions = Positions.Rotary)]", "A A").Head("Pair.Model"));

    [Fact]
    public Task Weights_of_a_task_with_root_mean_square_norms_after() => Snapshot.Matches(
        Sample.Emit("[Encoder, Decoder, Transformer(Norm = NormKind.Rms, Placement = NormPlacement.Post, Output = OutputEmbedding.Free)]")
            .Piece("Pair.Model", "PairWeights"));

    [Fact]
    public Task Description_of_choices() => Snapshot.Matches(Sample.Emit(Chosen, "A A").Head("Pair.Model"));

    [Fact]
    public Task Weights_records()
    {
        var run = Sample.Emit();
        return Snapshot.Matches(string.Join(
            "\n\n", new[] { "PairEncoderLayer", "PairDecoderLayer", "PairWeights" }.Select(type => run.Piece("Pair.Model", type))));
    }
}
