using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

public class StepLaws
{
    public static TheoryData<string> Experiments { get; } = new(Subject.All.Select(subject => subject.Spec.Name));

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Eight_steps_and_twelve_more_after_copying_weights_and_moments_equal_twenty(string name)
    {
        using var scope = NewDisposeScope();
        var subject = Subject.Named(name);
        var spec = subject.Spec with { Regularization = new() { Dropout = 0.3 }, Schedule = new() { Warmup = 5 } };
        using ILearner whole = subject.Learner(spec), first = subject.Learner(spec), second = subject.Learner(spec);
        Training.Run(whole, spec, 1, 20);
        Training.Run(first, spec, 1, 8);
        Training.Copy(first, second);
        Training.Run(second, spec, 9, 20);
        Training.SameBits(whole, second);
    }

    [Fact]
    public void Only_the_seed_and_the_step_decide_what_drops_out()
    {
        var spec = Plain("Apart") with { Regularization = new() { Dropout = 0.5, LabelSmoothing = 0 } };
        Assert.Equal(First(spec, step: 2).Losses, First(spec, step: 2).Losses);
        Assert.NotEqual(First(spec, step: 2).Losses, First(spec, step: 3).Losses);
        var none = spec with { Regularization = new() { Dropout = 0, LabelSmoothing = 0 } };
        Assert.Equal(First(none, step: 2).Losses, First(none, step: 3).Losses);
        Assert.NotEqual(First(none, step: 2).Losses, First(spec, step: 2).Losses);
    }

    [Fact]
    public void Dropout_and_label_smoothing_change_what_a_step_reports_and_not_what_an_evaluation_does()
    {
        using var scope = NewDisposeScope();
        foreach (var subject in Subject.All)
        {
            var plain = Plain(subject.Spec.Name);
            var smoothed = plain with { Regularization = new() { Dropout = 0, LabelSmoothing = 0.1 } };
            var dropped = plain with { Regularization = new() { Dropout = 0.5, LabelSmoothing = 0 } };
            using ILearner one = subject.Learner(plain), two = subject.Learner(smoothed), three = subject.Learner(dropped);
            var batches = new Draw(3).PerTask(plain.Tasks.Count);
            var evaluated = Enumerable.Range(0, plain.Tasks.Count).Select(task => one.Evaluate(task, batches[task])).ToArray();
            Assert.Equal(evaluated, batches.Select((batch, task) => two.Evaluate(task, batch)));
            Assert.Equal(evaluated, batches.Select((batch, task) => three.Evaluate(task, batch)));

            // In the last step nothing is learned softly any more.
            var reported = one.Step(plain.Steps, batches).Losses;
            Assert.All(reported.Zip(evaluated), pair => Assert.Equal(pair.Second.Mean, pair.First, 1e-5));
            Assert.All(reported.Zip(two.Step(plain.Steps, batches).Losses), pair => Assert.NotEqual(pair.First, pair.Second, 1e-4));
            Assert.All(reported.Zip(three.Step(plain.Steps, batches).Losses), pair => Assert.NotEqual(pair.First, pair.Second, 1e-4));
        }
    }

    [Fact]
    public void The_objective_is_the_sum_of_the_losses_by_their_tasks_weights()
    {
        var spec = Plain("Three");
        spec = spec with { Tasks = spec.Tasks.Select((task, place) => task with { Weight = place + 0.5 }).ToEquatableArray() };
        var report = First(spec, step: 1);
        Assert.Equal((0.5 * report.Losses[0]) + (1.5 * report.Losses[1]) + (2.5 * report.Losses[2]), report.Loss, 1e-12);
    }

    [Fact]
    public void The_first_step_of_ten_to_warm_up_moves_a_tenth_of_what_the_tenth_would()
    {
        using var scope = NewDisposeScope();
        var spec = Plain("Apart") with { Schedule = new() { Warmup = 10, Decay = Decay.InverseSquareRoot } };
        Assert.Equal(spec.Optimizer.LearningRate / 10, First(spec, step: 1).LearningRate, 1e-12);
        Assert.Equal(spec.Optimizer.LearningRate, First(spec, step: 10).LearningRate, 1e-12);
        Assert.Equal(spec.Optimizer.LearningRate / 2, First(spec, step: 40).LearningRate, 1e-12);
        var (early, full, late) = (Moved(spec, 1), Moved(spec, 10), Moved(spec, 40));
        Assert.Equal(0.1, early / full, 0.005);
        Assert.Equal(0.5, late / full, 0.005);
    }

    [Fact]
    public void A_gradient_beyond_the_clip_is_reported_whole_and_moves_less_than_its_length()
    {
        var (loose, tight) = (Plain("Apart") with { Optimizer = new AdamWSpec { Clip = 1e9 } }, Plain("Apart") with { Optimizer = new AdamWSpec { Clip = 1e-3 } });
        Assert.Equal(First(loose, 1).GradientNorm, First(tight, 1).GradientNorm);
        Assert.True(First(loose, 1).GradientNorm > 1e-3);
        Assert.Equal(1e-3, GradientLeft(tight), 1e-5);
    }

    private static ExperimentSpec Plain(string name) => Subject.Named(name).Spec with { Regularization = new() { Dropout = 0, LabelSmoothing = 0 } };

    private static Learning.StepReport First(ExperimentSpec spec, long step)
    {
        using var learner = Subject.Named(spec.Name).Learner(spec);
        return learner.Step(step, new Draw(4).PerTask(spec.Tasks.Count));
    }

    // The norm of what a fresh learner's weights change by in one step.
    private static double Moved(ExperimentSpec spec, long step)
    {
        using var learner = Subject.Named(spec.Name).Learner(spec);
        var before = learner.Model.parameters().Select(parameter => parameter.clone()).ToArray();
        learner.Step(step, new Draw(4).PerTask(spec.Tasks.Count));
        return Math.Sqrt(learner.Model.parameters().Zip(before).Sum(pair => (pair.First - pair.Second).square().sum().item<float>()));
    }

    private static double GradientLeft(ExperimentSpec spec)
    {
        using var scope = NewDisposeScope();
        using var learner = Subject.Named(spec.Name).Learner(spec);
        learner.Step(1, new Draw(4).PerTask(spec.Tasks.Count));
        return Math.Sqrt(learner.Model.parameters().Sum(parameter => parameter.grad!.square().sum().item<float>()));
    }
}
