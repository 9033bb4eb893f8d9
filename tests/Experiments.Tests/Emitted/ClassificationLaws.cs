using Heed.Data;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests.Emitted;

/// <summary>Tasks that tell classes: each way to pool does what it says, learns, and stands beside tasks that write.</summary>
public class ClassificationLaws
{
    private const int Steps = 150;

    [Fact]
    public void Every_pooling_learns_which_of_three_tokens_an_input_begins_with()
    {
        var spec = Tells.Spec with
        {
            Steps = Steps,
            Regularization = new() { Dropout = 0, LabelSmoothing = 0 },
            Optimizer = new AdamWSpec { LearningRate = 1e-2 },
            Schedule = new() { Warmup = 10 },
        };
        using var learner = Tells.Create(Subject.Plan(spec), CPU);
        var draw = new Draw(1);
        for (var step = 1; step <= Steps; step++)
            learner.Step(step, [.. spec.Tasks.Select(_ => ByFirstToken(draw, 32))]);
        for (var task = 0; task < spec.Tasks.Count; task++)
        {
            var batch = ByFirstToken(draw, 64);
            var loss = learner.Evaluate(task, batch);
            Assert.Equal(64, loss.Tokens);
            Assert.InRange(loss.Mean, 0, 0.2 * Math.Log(3));
            Assert.InRange(batch.Labels.Zip(learner.Decode(task, batch, 2)).Count(one => one.First == Assert.Single(one.Second)), 60, 64);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Padding_further_and_company_change_no_class(int task)
    {
        using var learner = Learner();
        Wake(learner);
        var draw = new Draw(2);
        TokenPair[] examples = [.. draw.Examples(5).Select((one, place) => one with { Target = [place % 3] })];
        var padded = Padded(Batch.CollateClasses(examples, [0, 1, 2, 3, 4]), 3);
        var together = learner.Evaluate(task, padded).Sum;
        var alone = examples.Sum(example => learner.Evaluate(task, Batch.CollateClasses([example], [0])).Sum);
        Assert.Equal(alone, together, 1e-4);
    }

    [Fact]
    public void Attention_begins_as_the_mean_and_each_pooling_reads_other_states()
    {
        using var learner = Learner();
        OneHead(learner);
        var batch = ByFirstToken(new(3), 8);
        double Loss(int task) => learner.Evaluate(task, batch).Mean;
        Assert.Equal(Loss(0), Loss(2), 1e-5);
        Assert.NotEqual(Loss(0), Loss(1), 1e-3);
        Wake(learner);
        Assert.NotEqual(Loss(0), Loss(2), 1e-3);
        Assert.NotEqual(Loss(1), Loss(2), 1e-3);
    }

    [Fact]
    public void The_first_state_stays_as_it_is_when_a_later_one_could_only_be_read_through_other_pooling()
    {
        // A model without layers that mix: what pools the first state alone cannot see a later token.
        var spec = Tells.Spec with { Encoder = Tells.Spec.Encoder! with { Layers = 1 } };
        using var learner = Tells.Create(Subject.Plan(spec), CPU);
        OneHead(learner);
        using (no_grad())
        {
            foreach (var (name, parameter) in learner.Model.named_parameters().Where(one => one.name.Contains("output", StringComparison.Ordinal)))
                parameter.zero_();
        }

        double[] Losses(int last) => [.. Enumerable.Range(0, 3).Select(task => learner.Evaluate(task, Batch.CollateClasses([new([9, 10, last], [1])], [0])).Sum)];
        var (one, other) = (Losses(11), Losses(12));
        Assert.Equal(one[1], other[1]);
        Assert.NotEqual(one[0], other[0]);
        Assert.NotEqual(one[2], other[2]);
    }

    [Fact]
    public void A_task_that_tells_classes_holds_no_decoder_and_one_that_writes_no_head()
    {
        var plan = Subject.Plan(WritesAndTells.Spec);
        using var learner = WritesAndTells.Create(plan, CPU);
        var names = learner.Model.named_parameters().Select(one => one.name).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(plan.Weights.Select(weight => weight.Name).Order(StringComparer.Ordinal), names);
        Assert.Contains("ByMean.head.weight", names);
        Assert.Contains("ToRight.decoder.norm.scale", names);
        Assert.DoesNotContain(names, name => name.StartsWith("ByMean.decoder", StringComparison.Ordinal) || name.StartsWith("ToRight.head", StringComparison.Ordinal));
    }

    [Fact]
    public void Both_kinds_of_task_train_what_they_share_and_neither_what_the_other_owns()
    {
        var spec = WritesAndTells.Spec with { Regularization = new() { Dropout = 0 }, Optimizer = new AdamWSpec { WeightDecay = 0 } };
        var draw = new Draw(5);
        Batch[] batches = [ByFirstToken(draw, 4), Batches.Of(1, draw.Examples(4))];
        var both = Moved(spec, batches);
        var tells = Moved(Weighing(spec, "ToRight", 0), batches);
        var writes = Moved(Weighing(spec, "ByMean", 0), batches);
        Assert.All(both, name => Assert.True(tells.Contains(name) || writes.Contains(name), name));
        Assert.Contains("shared.encoder.0.query.weight", tells);
        Assert.Contains("shared.encoder.0.query.weight", writes);
        Assert.Contains("ByMean.head.weight", tells);
        Assert.DoesNotContain("ByMean.head.weight", writes);
        Assert.Contains("shared.decoder.0.cross_value.weight", writes);
        Assert.DoesNotContain("shared.decoder.0.cross_value.weight", tells);
    }

    private static ExperimentSpec Weighing(ExperimentSpec spec, string name, double weight) => spec with
    {
        Tasks = spec.Tasks.Select(task => task.Name == name ? task with { Weight = weight } : task).ToEquatableArray(),
    };

    // The weights that a step with gradients changes.
    private static HashSet<string> Moved(ExperimentSpec spec, Batch[] batches)
    {
        using var scope = NewDisposeScope();
        using var learner = WritesAndTells.Create(Subject.Plan(spec), CPU);
        var before = learner.Model.named_parameters().ToDictionary(one => one.name, one => one.parameter.detach().clone());
        learner.Step(100, batches);
        return [.. learner.Model.named_parameters().Where(one => !one.parameter.Equals(before[one.name]) && one.parameter.ne(before[one.name]).any().item<bool>()).Select(one => one.name)];
    }

    private static ILearner Learner() => Tells.Create(Subject.Plan(Tells.Spec), CPU);

    // Heads with one set of weights, so that tasks differ by their pooling alone.
    private static void OneHead(ILearner learner)
    {
        using var untracked = no_grad();
        var named = learner.Model.named_parameters().ToDictionary(one => one.name, one => one.parameter);
        foreach (var task in new[] { "ByFirst", "ByAttention" })
            named[$"{task}.head.weight"].copy_(named["ByMean.head.weight"]);
    }

    // A vector that scores states differently.
    private static void Wake(ILearner learner)
    {
        using var untracked = no_grad();
        Parameter query = learner.Model.named_parameters().Single(one => one.name == "ByAttention.pool.weight").parameter;
        query.copy_(new Draw(9).Normal(query.size(0)));
    }

    private static Batch ByFirstToken(Draw draw, int rows)
    {
        TokenPair[] examples = [.. draw.Examples(rows, 2, 6).Select(one => (Class: draw.Below(0, 3), one.Source))
            .Select(one => new TokenPair([Batches.FirstToken + one.Class, .. one.Source[1..]], [one.Class]))];
        return Batch.CollateClasses(examples, [.. Enumerable.Range(0, rows)]);
    }

    private static Batch Padded(Batch batch, int more)
    {
        var length = batch.SourceLength + more;
        return batch with
        {
            SourceLength = length,
            Source = [.. batch.Source.Chunk(batch.SourceLength).SelectMany(row => row.Concat(Enumerable.Repeat(Vocabulary.Padding, more)))],
        };
    }
}
