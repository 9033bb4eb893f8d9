using Heed.Allocation;
using Heed.Data;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>How much a loss depends on what an encoder reads, where its layers choose positions.</summary>
public class SaliencyLaws
{
    private const double Step = 1e-3;

    [Law(MaxTest = 20)]
    public void Saliency_is_the_length_of_the_gradient_that_finite_differences_measure_and_leaves_weights_alone(int seed)
    {
        using var scope = NewDisposeScope();
        var draw = new Draw(seed);
        using ILearner learner = Salient.Create(Subject.Plan(Salient.Spec with { Seed = seed & int.MaxValue }), CPU);
        var weights = learner.Model.named_parameters().ToDictionary(one => one.name, one => one.parameter);
        using var untracked = no_grad();

        // A head that begins at zero tells nothing of what it reads.
        weights["ByMean.head.weight"].copy_(arange(weights["ByMean.head.weight"].numel(), float32).sin().view_as(weights["ByMean.head.weight"]));
        var batch = Batch.CollateClasses([draw.Examples(1)[0] with { Target = [draw.Below(0, 3)] }], [0]);

        // With every position kept, for a step may tip a choice.
        using var whole = PutBack.Every();
        var told = learner.Saliency(0, batch);
        Assert.Equal(batch.SourceLength, told.Count);
        Assert.All(weights.Values, weight => Assert.True(weight.grad is not { } gradient || gradient.abs().max().item<float>() == 0));

        // What is added to a position's state is a row of learned positions.
        var positions = weights["ByMean.positions.weight"];
        foreach (var (place, length) in told.Index())
        {
            double[] slopes = [.. Enumerable.Range(0, 8).Select(channel => (Loss(place, channel, Step) - Loss(place, channel, -Step)) / (2 * Step))];
            Assert.Equal(Math.Sqrt(slopes.Sum(slope => slope * slope)), length, 5e-3 + (0.02 * told.Max()));
        }

        double Loss(int place, int channel, double by)
        {
            var value = positions[place, channel];
            var before = value.item<float>();
            value.fill_((float)(before + by));
            learner.Refresh();
            var loss = learner.Evaluate(0, batch).Mean;
            value.fill_(before);
            return loss;
        }
    }

    [Theory]
    [InlineData("Kept")]
    [InlineData("Routed")]
    [InlineData("Thresholded")]
    [InlineData("ThresholdedLast")]
    public void Every_encoder_that_chooses_tells_it_of_what_a_writer_reads(string name)
    {
        using var learner = Subject.Named(name).Learner();
        var batch = Batches.Of(0, [new Draw(3).Examples(1)[0]]);
        var told = learner.Saliency(0, batch);
        Assert.Equal(batch.SourceLength, told.Count);
        Assert.All(told, length => Assert.True(double.IsFinite(length)));
        Assert.Contains(told, length => length > 0);
        Assert.Equal(learner.Evaluate(0, batch), learner.Evaluate(0, batch));
    }

    [Fact]
    public void An_encoder_that_chooses_nothing_tells_nothing()
    {
        using var learner = Subject.Named("Apart").Learner();
        Assert.Empty(learner.Saliency(0, Batches.Of(0, [new Draw(3).Examples(1)[0]])));
    }
}

[Experiment]
[Tokenizer(Vocabulary = 300)]
[Allocate<TopTokens>]
[Transformer(Positions = Positions.Learned, Activation = Activation.Gelu)]
[Encoder(Layers = 2, Width = 8, Heads = 2, MaximumLength = 12)]
public partial record Salient(ByMean ByMean);
