using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class MovingAverageTests
{
    [Fact]
    public void Only_a_declared_average_is_kept()
    {
        using var without = Subject.Named("Apart").Learner();
        Assert.Null(without.Average);
    }

    [Fact]
    public void A_step_moves_the_average_by_its_share_and_a_step_left_out_moves_nothing()
    {
        using var scope = NewDisposeScope();
        var spec = Averaged.Spec with { Accumulate = 1 };
        using var learner = Averaged.Create(Subject.Plan(spec), CPU);
        Tensor Weights() => cat([.. learner.Model.parameters().Select(weight => weight.detach().flatten())]);
        Tensor Average() => cat([.. learner.Average!.State.Select(one => one.Value.flatten())]);
        var expected = Weights().clone();
        Same.Bits(expected, Average());
        for (var step = 1; step <= 4; step++)
        {
            learner.Step(step, new Draw(step).PerTask(2));
            var decay = Math.Min(0.2, (1.0 + step) / (10 + step));
            expected = (expected * decay) + (Weights() * (1 - decay));
            Same.Close(expected, Average(), 1e-6);
        }

        Same.Not(Weights(), Average());
        var before = Average();
        using (no_grad())
            learner.Model.parameters().First().fill_(float.NaN);
        learner.Step(5, new Draw(5).PerTask(2));
        Same.Bits(before, Average());
    }

    [Fact]
    public void Swapped_twice_nothing_has_changed_and_swapped_once_the_average_speaks()
    {
        using var scope = NewDisposeScope();
        using var learner = Averaged.Create(Subject.Plan(Averaged.Spec with { Accumulate = 1 }), CPU);
        var batch = new Draw(1).PerTask(2);
        learner.Step(400, batch);
        Tensor[] Kept() => [.. learner.Model.parameters().Concat(learner.Average!.State.Select(one => one.Value)).Select(one => one.detach().clone())];
        var (before, said) = (Kept(), learner.Evaluate(0, batch[0]));
        learner.Average!.Swap();
        Assert.NotEqual(said, learner.Evaluate(0, batch[0]));
        learner.Average.Swap();
        Assert.Equal(said, learner.Evaluate(0, batch[0]));
        Assert.All(before.Zip(Kept()), pair => Same.Bits(pair.First, pair.Second));
    }

    [Fact]
    public void Budgets_are_what_they_were_learned_as_where_the_average_speaks()
    {
        using var scope = NewDisposeScope();
        var spec = AveragedBudgets.Spec with { Optimizer = new AdamWSpec { LearningRate = 1e-2 }, Schedule = new() { Warmup = 1 } };
        using var learner = AveragedBudgets.Create(Subject.Plan(spec), CPU);
        Training.Run(learner, spec, 1, 8);
        Assert.DoesNotContain(learner.Average!.State, one => one.Name.Contains("retention", StringComparison.Ordinal));
        Tensor[] Budgets() => [.. learner.Model.named_parameters().Where(one => one.name.EndsWith("retention.weight", StringComparison.Ordinal)).Select(one => one.parameter.detach().clone())];
        var learned = Budgets();
        Assert.All(learned, budget => Assert.True(budget.min().item<float>() < 0.0999f));
        learner.Average.Swap();
        Assert.All(learned.Zip(Budgets()), pair => Same.Bits(pair.First, pair.Second));
    }
}
