using Heed.Learning;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Every choice of how to train, from its declaration to a step: each must lead elsewhere than the others do.</summary>
public class TrainingChoicesTests
{
    private static readonly (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create)[] Optimizers =
        [Of<ByAdamW>(), Of<BySgd>(), Of<ByAdafactor>(), Of<ByLion>(), Of<ByMuon>()];

    [Fact]
    public void Every_optimizer_is_declared_here() =>
        Assert.Equal(OptimizerSpec.All.Select(optimizer => optimizer.Name), Optimizers.Select(one => one.Spec.Optimizer.Name));

    [Fact]
    public void Every_optimizer_is_the_one_that_trains_and_moves_the_same_weights_elsewhere()
    {
        using var scope = NewDisposeScope();
        var ends = Optimizers.Select(one =>
        {
            using var learner = Trained(one.Create, one.Spec);
            Assert.Equal(one.Spec.Optimizer.Name, learner.Optimizer.GetType().Name);
            return Weights(learner);
        }).ToArray();
        for (var one = 0; one < ends.Length; one++)
        {
            for (var other = 0; other < one; other++)
                Same.Not(ends[one], ends[other]);
        }
    }

    public static TheoryData<string> Numbers { get; } = new(
        from one in Optimizers
        from number in Planning.Numbers.Of(one.Spec)
        where number.Path.StartsWith(one.Spec.Optimizer.Name + ".", StringComparison.Ordinal)
        select number.Path);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_number_of_an_optimizer_changes_what_a_few_steps_come_to(string path)
    {
        using var scope = NewDisposeScope();
        var (spec, create) = Optimizers.Single(one => path.StartsWith(one.Spec.Optimizer.Name + ".", StringComparison.Ordinal));
        var number = Planning.Numbers.Of(spec).Single(one => one.Path == path);

        // What is added to squares is felt where it is of their size. A clip that holds for every step alike is not felt by rules that
        // look at directions alone.
        var changed = number.Write(spec, path switch
        {
            "Adafactor.Epsilon1" or "Adafactor.Epsilon2" => 0.5,
            _ when path.EndsWith(".Clip", StringComparison.Ordinal) => 1e9,
            _ when number.Whole => number.Read(spec) + 1,
            _ when number.Read(spec) == 0 => 0.5,
            _ => number.Read(spec) / 2,
        });
        using ILearner one = Trained(create, spec), other = Trained(create, changed);
        Same.Not(Weights(one), Weights(other));
    }

    [Fact]
    public void Looking_ahead_is_not_the_same_as_following_the_momentum()
    {
        using var scope = NewDisposeScope();
        var (spec, create) = Of<BySgd>();
        Assert.True(((SgdSpec)spec.Optimizer).Nesterov);
        using ILearner ahead = Trained(create, spec), behind = Trained(create, spec with { Optimizer = (SgdSpec)spec.Optimizer with { Nesterov = false } });
        Same.Not(Weights(ahead), Weights(behind));
    }

    [Fact]
    public void Every_schedule_is_the_one_that_a_step_goes_by()
    {
        using var scope = NewDisposeScope();
        (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create)[] schedules =
        [
            (OnNone.Spec, OnNone.Create), (OnInverseSquareRoot.Spec, OnInverseSquareRoot.Create), (OnCosine.Spec, OnCosine.Create),
            (OnLinear.Spec, OnLinear.Create), (OnOneCycle.Spec, OnOneCycle.Create),
        ];
        Assert.Equal(Enum.GetValues<Decay>(), schedules.Select(one => one.Spec.Schedule.Decay));
        var moved = schedules.Select(one =>
        {
            using var learner = one.Create(Subject.Plan(one.Spec), CPU);
            var report = learner.Step(20, new Draw(1).PerTask(1));
            Assert.Equal(1e-3 * Schedule.Factor(one.Spec.Schedule.Decay, 20, 10, 40), report.LearningRate, 1e-15);
            return Weights(learner);
        }).ToArray();
        for (var one = 0; one < moved.Length; one++)
        {
            for (var other = 0; other < one; other++)
                Same.Not(moved[one], moved[other]);
        }
    }

    private static (ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create) Of<T>()
        where T : IExperiment<T> => (T.Spec with { Schedule = new() { Warmup = 0, Decay = Decay.None } }, T.Create);

    private static ILearner Trained(Func<ExperimentPlan, Device, ILearner> create, ExperimentSpec spec)
    {
        var learner = create(Subject.Plan(spec), CPU);
        Training.Run(learner, spec, 1, 3);
        return learner;
    }

    private static Tensor Weights(ILearner learner) => cat([.. learner.Model.parameters().Select(weight => weight.detach().flatten())]);
}
