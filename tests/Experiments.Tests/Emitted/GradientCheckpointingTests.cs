using Heed.Host;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>They measure the memory of the process, so nothing may run beside them.</summary>
[Collection(ProcessWide.Name)]
public class GradientCheckpointingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Layers_that_run_again_give_the_same_losses_to_the_bit_and_the_same_gradients(double rate)
    {
        using var scope = NewDisposeScope();
        using ILearner kept = Learner("Apart", Spec), again = Learner("Checkpointed", Spec);
        var batches = new Draw(5).PerTask(2, rows: 3);
        var (expected, actual) = (kept.Step(1, batches), again.Step(1, batches));
        Assert.Equal(expected.Losses, actual.Losses);
        Assert.Equal(expected.GradientNorm, actual.GradientNorm, 1e-4);
        Assert.All(kept.Model.parameters().Zip(again.Model.parameters()), pair => Same.Close(pair.First.grad!, pair.Second.grad!, 1e-5));

        ExperimentSpec Spec(ExperimentSpec declared) =>
            declared with { Regularization = new() { Dropout = rate }, Optimizer = new AdamWSpec { Clip = 1e9 } };
    }

    [Fact]
    public void A_step_through_many_layers_holds_less_than_half_of_the_memory()
    {
        var (kept, again) = (Held("Apart"), Held("Checkpointed"));
        Assert.InRange(again, 1, kept / 2);
    }

    // Bytes that a step adds at the most to what the process holds after it.
    private static long Held(string name)
    {
        using var scope = NewDisposeScope();
        using var learner = Learner(name, spec => spec with
        {
            Encoder = spec.Encoder! with { Layers = 12, Width = 64, MaximumLength = 48 },
            Decoder = spec.Decoder! with { Layers = 12, MaximumLength = 48 },
        });
        var batches = new Draw(6).PerTask(2, rows: 32, shortest: 40, longest: 40);
        learner.Step(1, batches);
        PeakMemory.Begin();
        var before = PeakMemory.Bytes!.Value;
        learner.Step(2, batches);
        return PeakMemory.Bytes!.Value - before;
    }

    private static ILearner Learner(string name, Func<ExperimentSpec, ExperimentSpec> numbers) =>
        Subject.Named(name).Learner(numbers(Subject.Named(name).Spec));
}
