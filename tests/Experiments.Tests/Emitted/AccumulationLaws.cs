using Heed.Data;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class AccumulationLaws
{
    // A clip that no gradient reaches, so that gradients are seen as they are.
    private static readonly ExperimentSpec Spec = Averaged.Spec with
    {
        Regularization = new() { Dropout = 0 },
        Optimizer = new AdamWSpec { Clip = 1e9 },
    };

    [Theory]
    [InlineData(4, 4)]
    [InlineData(1, 6)]
    public void Three_batches_of_a_task_give_the_gradient_and_the_loss_of_one_of_all_their_examples(int shortest, int longest)
    {
        using var scope = NewDisposeScope();
        var draw = new Draw(1);
        var examples = Enumerable.Range(0, 2).Select(_ => draw.Examples(6, shortest, longest)).ToArray();
        using ILearner parts = Learner(Spec), whole = Learner(Spec with { Accumulate = 1 });
        var many = parts.Step(1, [.. examples.SelectMany((own, task) => own.Chunk(2).Select(chunk => Batches.Of(task, chunk)))]);
        var one = whole.Step(1, [.. examples.Select((own, task) => Batches.Of(task, own))]);
        Assert.All(many.Losses.Zip(one.Losses), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.Equal(one.GradientNorm, many.GradientNorm, 1e-4);
        Assert.All(
            parts.Model.parameters().Zip(whole.Model.parameters()), pair => Same.Close(pair.Second.grad!, pair.First.grad!, 1e-5));
    }

    [Fact]
    public void Batches_of_unlike_sizes_whose_classes_are_told_give_the_gradient_and_the_loss_of_one()
    {
        using var scope = NewDisposeScope();
        var spec = Tells.Spec with { Regularization = new() { Dropout = 0 }, Optimizer = new AdamWSpec { Clip = 1e9 } };
        TokenPair[] examples = [.. new Draw(3).Examples(6).Select((one, place) => one with { Target = [place % 3] })];
        Batch Of(int[] chosen) => Batch.CollateClasses(examples, chosen);
        using ILearner parts = Tells.Create(Subject.Plan(spec with { Accumulate = 2 }), CPU), whole = Tells.Create(Subject.Plan(spec), CPU);
        var many = parts.Step(1, [.. spec.Tasks.SelectMany(_ => new[] { Of([0, 1, 2, 3]), Of([4, 5]) })]);
        var one = whole.Step(1, [.. spec.Tasks.Select(_ => Of([0, 1, 2, 3, 4, 5]))]);
        Assert.All(many.Losses.Zip(one.Losses), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(
            parts.Model.parameters().Zip(whole.Model.parameters()), pair => Same.Close(pair.Second.grad!, pair.First.grad!, 1e-5));
    }

    [Fact]
    public void Every_batch_of_a_step_counts_and_drops_out_otherwise_and_the_same_again()
    {
        using var scope = NewDisposeScope();
        var spec = Spec with { Regularization = new() { Dropout = 0.5 } };
        using ILearner one = Learner(spec), same = Learner(spec), single = Learner(spec with { Accumulate = 1 });
        var draw = new Draw(2);
        var batch = draw.PerTask(2);
        var report = one.Step(1, [batch[0], batch[0], batch[0], batch[1], batch[1], batch[1]]);
        Assert.Equal(report, same.Step(1, [batch[0], batch[0], batch[0], batch[1], batch[1], batch[1]]));
        Training.SameBits(one, same);
        Assert.NotEqual(report.Losses[0], single.Step(1, batch).Losses[0], 1e-6);
    }

    private static ILearner Learner(ExperimentSpec spec) => Averaged.Create(Subject.Plan(spec), CPU);
}
