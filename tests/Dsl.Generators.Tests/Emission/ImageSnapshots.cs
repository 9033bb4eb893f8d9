namespace Heed.Tests;

/// <summary>What is emitted for tasks that read pictures, alone and beside tasks that read text.</summary>
public class ImageSnapshots
{
    private const string Alone = "V V, Q Q";
    private const string Beside = "V V, U U, A A";

    [Fact]
    public Task Records_and_constructor_of_pictures_alone() => Snapshot.Matches(
        Emit("[Encoder]", Alone).Piece("Pair.Model", "PairWeights") + "\n\n" + Emit("[Encoder]", Alone).Piece("Pair.Model", "PairModel", ".ctor"));

    [Fact]
    public Task Records_and_constructor_beside_text() => Snapshot.Matches(string.Join(
        "\n\n",
        new[] { "PairWeights", "PairReaderWeights", "PairWriterWeights" }.Select(record => Emit("[Encoder, Decoder]", Beside).Piece("Pair.Model", record))
            .Append(Emit("[Encoder, Decoder]", Beside).Piece("Pair.Model", "PairModel", ".ctor"))));

    [Theory]
    [InlineData("VLogits")]
    [InlineData("QLogits")]
    public void Logits_go_from_pixels_over_patches_to_classes(string member)
    {
        var pass = Emit("[Encoder]", Alone).Piece("Pair.Learner", "PairLearner", member);
        Assert.Contains("Patches.Of(batch.Pixels, batch.Rows, spec.Tasks[", pass, StringComparison.Ordinal);
        Assert.DoesNotContain("Source", pass, StringComparison.Ordinal);
    }

    [Fact]
    public Task Logits_from_the_start() => Snapshot.Matches(Emit("[Encoder]", Alone).Piece("Pair.Learner", "PairLearner", "QLogits"));

    [Fact]
    public Task Number_from_the_start() => Snapshot.Matches(Emit("[Encoder]", "Z Z").Piece("Pair.Learner", "PairLearner", "ZNumber"));

    [Fact]
    public Task Logits_from_the_mean_beside_text() => Snapshot.Matches(Emit("[Encoder, Decoder]", Beside).Piece("Pair.Learner", "PairLearner", "VLogits"));

    [Fact]
    public Task Encoder_of_embedded_patches() => Snapshot.Matches(Emit("[Encoder]", Alone).Piece("Pair.Model", "PairModel", "EncodeEmbedded"));

    [Fact]
    public void Encoder_with_linear_biases_has_them_without_a_mask_too()
    {
        var alone = Emit("[Encoder, Transformer(Positions = Positions.Alibi)]", Alone).Piece("Pair.Model", "PairModel", "EncodeEmbedded");
        Assert.Contains("var near = new AttentionMask(Alibi.Bias(encoderSlopes, embedded.size(1), embedded.size(1)), null);", alone, StringComparison.Ordinal);
        var beside = Emit("[Encoder, Decoder, Transformer(Positions = Positions.Alibi)]", Beside).Piece("Pair.Model", "PairModel", "EncodeEmbedded");
        Assert.Contains("var near = mask?.Biased(", beside, StringComparison.Ordinal);
    }

    [Fact]
    public Task Encoder_beside_text() => Snapshot.Matches(Emit("[Encoder, Decoder]", Beside).Piece("Pair.Model", "PairModel", "Encode"));

    [Fact]
    public void Nothing_of_text_is_emitted_for_pictures_alone()
    {
        var model = Emit("[Encoder]", Alone).Source("Pair.Model");
        Assert.DoesNotContain("embedding\"", model, StringComparison.Ordinal);
        Assert.DoesNotContain("scale = Constant", model, StringComparison.Ordinal);
        Assert.DoesNotContain("Vocabulary", Emit("[Encoder]", Alone).Source("Pair.Declaration"), StringComparison.Ordinal);
    }

    [Fact]
    public Task Declaration_of_pictures() => Snapshot.Matches(
        Emit("[Encoder]", Alone).Source("Pair.Declaration") is var text ? text[text.IndexOf("        Tasks = new(", StringComparison.Ordinal)..].TrimEnd() : "");

    private static Run Emit(string attributes, string tasks) => Harness.Run(
        Sample.Pair(attributes, tasks) + """

        [Task("seen.idx", Test = "test.idx", Sample = "sample.idx")]
        public partial record V([Input, Image("image", Width = 28, Height = 14, Channels = 3, Patch = 7, Flip = true, Shift = 2)] Picture Seen, [Target, Label("label")] Shape Shape);
        [Task("seen.idx", Test = "test.idx", Sample = "sample.idx")]
        public partial record Q([Input, Image("image", Width = 8, Height = 8, Patch = 4)] Picture Seen, [Target, Label("label", Pooling = Pooling.First)] int Shape);
        [Task("seen.idx", Test = "test.idx", Sample = "sample.idx")]
        public partial record Z([Input, Image("image", Width = 8, Height = 8, Patch = 4)] Picture Seen, [Target, Number("label", Pooling = Pooling.First)] double Size);
        public enum Shape { Round = 4, Flat = 2 }
        """,
        Sample.Data, new MemoryText("/experiments/seen.idx"), new MemoryText("/experiments/test.idx"));
}
