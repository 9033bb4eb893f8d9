namespace Heed.Tests;

/// <summary>What is emitted for tasks of every kind: language models, numbers, any number of classes, and tags of words.</summary>
public class KindSnapshots
{
    private const string All = "A A, M M, L L, N N, S S, W W";

    [Fact]
    public Task Loss_of_every_kind() => Snapshot.Matches(Learner("Loss"));

    [Fact]
    public Task Decoding_of_every_kind() => Snapshot.Matches(Learner("Decode"));

    [Fact]
    public Task Observation_of_every_kind() => Snapshot.Matches(Learner("Observe"));

    [Fact]
    public Task Pass_to_a_number() => Snapshot.Matches(Learner("NNumber") + "\n" + Learner("Numbers"));

    [Fact]
    public Task Pass_to_the_tags_of_words() => Snapshot.Matches(Learner("WLogits"));

    [Fact]
    public Task Passes_of_language_models() => Snapshot.Matches(Learner("Filled") + "\n" + Learner("Continued") + "\n" + Learner("LanguageWeights"));

    [Fact]
    public Task Columns_of_every_kind() => Snapshot.Matches(string.Join('\n', Sample.Emit(tasks: All).Source("Pair.Declaration").Split('\n')
        .Where(line => line.Contains("new ColumnSpec", StringComparison.Ordinal)).Select(line => line.Trim())));

    [Fact]
    public Task Weights_of_every_kind() => Snapshot.Matches(Sample.Emit(tasks: All).Piece("Pair.Model", "PairModel", ".ctor"));

    [Fact]
    public Task Weights_of_a_language_model_alone() => Snapshot.Matches(Alone(".ctor"));

    [Fact]
    public Task Language_model_pass() => Snapshot.Matches(Alone("Continue"));

    [Fact]
    public Task Cached_language_model_pass() => Snapshot.Matches(Alone("Forget") + "\n" + Alone("ContinueNext"));

    [Theory]
    [InlineData("Beam")]
    [InlineData("Sampling")]
    public void A_text_that_is_begun_goes_on_as_declared(string decoding) => Assert.Contains(
        $"return {decoding}.Decode(", Sample.Emit($"[Decoder, {decoding}]", "L L").Piece("Pair.Learner", "PairLearner", "Decode"), StringComparison.Ordinal);

    private static string Learner(string member) => Sample.Emit(tasks: All).Piece("Pair.Learner", "PairLearner", member);

    private static string Alone(string member) => Sample.Emit("[Decoder]", "L L").Piece("Pair.Model", "PairModel", member);
}
