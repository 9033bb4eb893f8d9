namespace Heed.Tests;

/// <summary>What is emitted for tasks that tell classes, alone and beside one that writes.</summary>
public class ClassificationSnapshots
{
    [Fact]
    public Task Weights_of_tasks_that_tell_classes() => Snapshot.Matches(Sample.Emit("[Encoder]", "T T, U U").Piece("Pair.Model", "PairModel", ".ctor"));

    [Fact]
    public Task Weights_of_both_kinds() => Snapshot.Matches(Sample.Emit(tasks: "A A, U U").Piece("Pair.Model", "PairModel", ".ctor"));

    [Fact]
    public Task Logits_by_attention() => Snapshot.Matches(Classes("TLogits"));

    [Fact]
    public Task Logits_by_mean() => Snapshot.Matches(Classes("ULogits"));

    [Fact]
    public Task Loss_of_a_class() => Snapshot.Matches(Classes("Loss"));

    [Fact]
    public Task Loss_of_both_kinds() => Snapshot.Matches(Both("Loss"));

    [Fact]
    public Task Training_step_of_both_kinds() => Snapshot.Matches(Both("Step"));

    [Fact]
    public Task Evaluation_of_both_kinds() => Snapshot.Matches(Both("Evaluate"));

    [Fact]
    public Task Decoding_of_both_kinds() => Snapshot.Matches(Both("Decode"));

    [Fact]
    public Task Observation_of_both_kinds() => Snapshot.Matches(Both("Observe"));

    private static string Classes(string member) => Sample.Emit("[Encoder]", "T T, U U").Piece("Pair.Learner", "PairLearner", member);

    private static string Both(string member) => Sample.Emit(tasks: "A A, U U").Piece("Pair.Learner", "PairLearner", member);
}
