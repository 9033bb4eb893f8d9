using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class ChoiceLaws
{
    /// <summary>Subjects that differ from Apart by one choice of what is computed.</summary>
    public static TheoryData<string> Chosen { get; } = new(
        Subject.All.Where(subject => subject.Spec.Shares.Count == 0 && Differences(subject.Spec).Count() == 1 && subject.Spec.Tasks.Count == 2)
            .Where(subject => subject.Spec.Transformer is { GradientCheckpointing: GradientCheckpointing.None, Precision: not Precision.Float32 })
            .Select(subject => subject.Spec.Name));

    [Fact]
    public void Every_value_of_every_choice_of_the_model_is_under_test()
    {
        var declared = Subject.All.Select(subject => subject.Spec).Append(SeesSquares.Spec).Append(SeesMerged.Spec)
            .SelectMany(spec => OfModel(spec).Select(choice => (choice.Path, choice.Read(spec)))).ToHashSet();
        Assert.Empty(Subject.All.SelectMany(subject => OfModel(subject.Spec)).DistinctBy(choice => choice.Path)
            .SelectMany(choice => Enum.GetValues(choice.Type).Cast<object>().Select(value => (choice.Path, value)))
            .Except(declared));
    }

    [Theory]
    [MemberData(nameof(Chosen))]
    public void A_choice_changes_the_loss_and_every_weight_learns_from_it(string name)
    {
        using var scope = NewDisposeScope();
        var plain = Subject.Named("Apart").Spec with { Regularization = new() { Dropout = 0 } };
        var spec = Subject.Named(name).Spec with { Regularization = new() { Dropout = 0 } };
        using ILearner learner = Subject.Named(name).Learner(spec), other = Subject.Named("Apart").Learner(plain);
        var batches = new Draw(8).PerTask(spec.Tasks.Count, shortest: 3);
        var before = learner.Model.named_parameters().Select(weight => weight.parameter.clone()).ToArray();
        Assert.All(
            learner.Step(1, batches).Losses.Zip(other.Step(1, batches).Losses),
            pair => Assert.NotEqual(pair.Second, pair.First, 1e-6));

        // A key's bias adds the same to all scores of a query, which softmax does not see.
        var learned = learner.Model.named_parameters().Zip(before, (weight, was) => (weight.name, Moved: weight.parameter.ne(was).any().item<bool>()));
        Assert.All(learned.Where(one => !one.name.EndsWith("key.bias", StringComparison.Ordinal)), one => Assert.True(one.Moved, one.name));
    }

    [Theory]
    [InlineData("Apart", 0.02083, 0.0355, 0.0361)]
    [InlineData("XavierNormal", 0.02083, 0.08, 0.2)]
    [InlineData("KaimingNormal", 0.02210, 0.08, 0.2)]
    [InlineData("TruncatedNormal", 0.01759, 0.0395, 0.04)]
    public void Matrices_begin_with_the_declared_spread(string name, double deviation, double least, double most)
    {
        using var scope = NewDisposeScope();
        var spec = Subject.Named(name).Spec;
        using var learner = Subject.Named(name).Learner(spec with { Encoder = spec.Encoder! with { Layers = 1, Width = 512, FeedForward = 4_096 } });

        // 4,096 inputs, 512 outputs.
        var down = learner.Model.named_parameters().First(weight => weight.name.EndsWith("encoder.0.down.weight", StringComparison.Ordinal)).parameter;
        Assert.Equal(deviation, down.std().item<float>(), 0.01 * deviation);
        Assert.InRange(down.abs().max().item<float>(), least, most);
    }

    private static IEnumerable<Choice> Differences(ExperimentSpec spec) =>
        OfModel(spec).Where(choice => OfModel(Subject.Named("Apart").Spec).All(other => other.Path != choice.Path || !other.Read(Subject.Named("Apart").Spec).Equals(choice.Read(spec))));

    // How the learning rate falls, and how answers are written, changes no model.
    private static IEnumerable<Choice> OfModel(ExperimentSpec spec) =>
        Choices.Of(spec).Where(choice => choice.Type != typeof(Decay) && choice.Type != typeof(WeightRounding));
}
