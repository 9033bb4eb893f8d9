using Heed.Attention;
using Heed.Layers;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Passes in bfloat16 over weights in float32 (Micikevicius et al. 2018).</summary>
public class PrecisionTests
{
    // bfloat16 rounds to 8 bits: 1 part in 256, at every operation of a pass.
    private const double Rounding = 1.0 / 256;

    [Fact]
    public void Losses_and_gradients_are_those_of_float32_but_for_the_rounding_of_bfloat16()
    {
        using var scope = NewDisposeScope();
        using ILearner wide = Learner("InFloat32"), narrow = Learner("InBFloat16");
        Assert.Equal((ScalarType.Float32, ScalarType.BFloat16), (wide.Computes, narrow.Computes));
        var batches = new Draw(5).PerTask(2, rows: 3);
        var (expected, actual) = (wide.Step(1, batches), narrow.Step(1, batches));
        Assert.All(expected.Losses.Zip(actual.Losses), pair => Assert.InRange(Math.Abs(pair.Second / pair.First - 1), 1e-9, 2 * Rounding));
        Assert.Equal(1, actual.GradientNorm / expected.GradientNorm, 4 * Rounding);
        var (one, other) = (Gradients(wide), Gradients(narrow));
        Assert.InRange((one - other).norm().item<float>() / one.norm().item<float>(), 1e-6, 24 * Rounding);

        static Tensor Gradients(ILearner learner) => cat([.. learner.Model.parameters().Select(parameter => parameter.grad!.flatten())]);
    }

    [Fact]
    public void Changes_too_small_for_bfloat16_add_up_in_the_weights()
    {
        using var scope = NewDisposeScope();
        using var learner = Learner("InBFloat16", spec => spec with { Optimizer = new AdamWSpec { LearningRate = 1e-5, WeightDecay = 0 }, Schedule = new() { Decay = Decay.None, Warmup = 0 } });
        var scale = learner.Model.named_parameters().First(one => one.name.EndsWith("scale", StringComparison.Ordinal)).parameter;
        Assert.Equal(ScalarType.Float32, scale.dtype);
        Training.Run(learner, Subject.Named("InBFloat16").Spec, 1, 40);

        // From 1, bfloat16's next number below stands 0.004 away: rounded at each of these steps, the weight would still be 1.
        var moved = (scale - 1).abs();
        Assert.InRange(moved.max().item<float>(), 5e-5, 1.0 / 512);
        Same.Exactly(scale.to(ScalarType.BFloat16), ones_like(scale).to(ScalarType.BFloat16));
    }

    [Fact]
    public void Every_kind_of_task_learns_answers_and_shows_where_it_looks_in_bfloat16_as_in_float32()
    {
        using var scope = NewDisposeScope();
        var spec = Known(EveryKindInBFloat16.Spec);
        using ILearner narrow = EveryKindInBFloat16.Create(Subject.Plan(spec), CPU), wide = EveryKindInFloat32.Create(Subject.Plan(Known(EveryKindInFloat32.Spec)), CPU);
        for (var step = 1; step <= 3; step++)
        {
            var batches = KindLaws.Examples(spec, new Draw(step), 8, (ulong)step);
            foreach (var (one, other) in narrow.Step(step, batches).Losses.Zip(wide.Step(step, batches).Losses))
                Assert.Equal(other, one, 0.05 * (1 + other));
        }

        foreach (var (task, batch) in KindLaws.Examples(spec, new Draw(9), 8, 9).Index())
        {
            Assert.Equal(wide.Evaluate(task, batch).Mean, narrow.Evaluate(task, batch).Mean, 0.05 * (1 + wide.Evaluate(task, batch).Mean));
            using var maps = narrow.Observe(task, batch);
            Assert.All(maps.Maps, map => Same.Close(ones(map.Weights.shape[..3]), map.Weights.sum(-1), 1e-5));
            if (spec.Tasks[task].Kind == TaskKind.Regression)
                Assert.All(narrow.Numbers(task, batch), number => Assert.True(double.IsFinite(number)));
            else
                Assert.Equal(batch.Rows, narrow.Decode(task, batch, 2).Count);
        }
    }

    [Fact]
    public void Allocations_learn_answer_and_are_recorded_in_bfloat16_as_in_float32()
    {
        using var scope = NewDisposeScope();
        Alike(ReducingInBFloat16.Create, ReducingInBFloat16.Spec, ReducingInFloat32.Create, ReducingInFloat32.Spec);
        Alike(LearningInBFloat16.Create, LearningInBFloat16.Spec, LearningInFloat32.Create, LearningInFloat32.Spec);
        Alike(PerceivingInBFloat16.Create, PerceivingInBFloat16.Spec, PerceivingInFloat32.Create, PerceivingInFloat32.Spec);

        static void Alike(
            Func<ExperimentPlan, Device, ILearner> create, ExperimentSpec spec, Func<ExperimentPlan, Device, ILearner> createWide, ExperimentSpec wideSpec)
        {
            using ILearner narrow = create(Subject.Plan(spec), CPU), wide = createWide(Subject.Plan(wideSpec), CPU);
            Assert.Equal((ScalarType.BFloat16, ScalarType.Float32), (narrow.Computes, wide.Computes));
            for (var step = 1; step <= spec.Steps; step++)
            {
                var batches = new Draw(step).PerTask(2, rows: 8);
                foreach (var (one, other) in narrow.Step(step, batches).Losses.Zip(wide.Step(step, batches).Losses))
                    Assert.Equal(other, one, 0.05 * (1 + other));
            }

            var batch = Batches.Of(0, new Draw(6).Examples(3), 1);
            Assert.Equal(wide.Evaluate(0, batch).Mean, narrow.Evaluate(0, batch).Mean, 0.05 * (1 + wide.Evaluate(0, batch).Mean));
            Assert.Equal(batch.Rows, narrow.Decode(0, batch, 4).Count);
            using AttentionRecorder expected = wide.Observe(0, batch), recorded = narrow.Observe(0, batch);
            Assert.NotEmpty(recorded.Allocations);
            Assert.Equal(expected.Allocations.Select(one => (one.Layer, one.Shares.shape[0])), recorded.Allocations.Select(one => (one.Layer, one.Shares.shape[0])));
            foreach (var (_, shares) in recorded.Allocations)
                Same.Close(shares.sum(-1).gt(0).to(float32), shares.sum(-1), 0.02);
        }
    }

    [Fact]
    public void A_narrow_model_left_to_the_machine_computes_in_float32_to_the_bit()
    {
        using var scope = NewDisposeScope();
        using ILearner left = Learner("Apart"), declared = Learner("InFloat32");
        Assert.Equal(ScalarType.Float32, left.Computes);
        var spec = Subject.Named("Apart").Spec;
        Assert.Equal(Training.Run(left, spec, 1, 3), Training.Run(declared, spec, 1, 3));
        Training.SameBits(left, declared);
    }

    [Fact]
    public void A_wide_model_computes_in_bfloat16_where_the_machine_multiplies_it()
    {
        using var learner = Learner("Apart", spec => spec with { Encoder = spec.Encoder! with { Width = PrecisionOutline.WideEnough } });
        Assert.Equal(ComputeType.Multiplies(CPU) ? ScalarType.BFloat16 : ScalarType.Float32, learner.Computes);
    }

    [Fact]
    public void Weights_written_from_outside_are_what_passes_read_once_refreshed()
    {
        using var scope = NewDisposeScope();
        using ILearner one = Learner("InBFloat16"), other = Learner("InBFloat16", spec => spec with { Seed = 4 });
        var batch = new Draw(2).PerTask(2)[0];
        Assert.NotEqual(one.Evaluate(0, batch), other.Evaluate(0, batch));
        using (no_grad())
            foreach (var (source, target) in one.Model.parameters().Zip(other.Model.parameters()))
                target.copy_(source);
        other.Refresh();
        Assert.Equal(one.Evaluate(0, batch), other.Evaluate(0, batch));
    }

    private static ExperimentSpec Known(ExperimentSpec spec) => spec with
    {
        Tasks = spec.Tasks.Select(KindLaws.Known).ToEquatableArray(),
        Regularization = new() { Dropout = 0 },
    };

    private static ILearner Learner(string name, Func<ExperimentSpec, ExperimentSpec>? numbers = null)
    {
        var spec = Subject.Named(name).Spec with { Regularization = new() { Dropout = 0 } };
        return Subject.Named(name).Learner(numbers is null ? spec : numbers(spec));
    }
}
