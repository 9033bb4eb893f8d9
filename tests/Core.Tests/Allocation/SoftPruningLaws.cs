using Heed.Allocation;
using Heed.Attention;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class SoftPruningLaws
{
    private static readonly ExperimentSpec Declared = new() { Encoder = new() { MaximumLength = 8 }, TokenPruning = new() { Temperature = 0.5, Penalty = 3 } };

    [Law]
    public void Masks_have_the_price_of_their_mean_over_layers_and_real_positions(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var soft = SoftPruning.At(1, Declared)!;
        var means = new List<double>();
        foreach (var layer in Enumerable.Range(0, draw.Below(1, 4)))
        {
            var (one, threshold) = (LawCase.Draw((ulong)seed.Value + (ulong)layer), tensor([draw.Below(0, 50) / 10f]));
            var mask = soft.Mask(one.Sequence, () => one.Received, threshold)!;
            Same.Close(PrunedTokens.Soft(one.Received, threshold, 8, 0.5).unsqueeze(-1), mask);
            double[] masks = [.. mask.flatten().data<float>().Zip(one.Sequence.Real.flatten().data<bool>()).Where(pair => pair.Second).Select(pair => (double)pair.First)];
            means.Add(masks.Average());
        }

        Assert.Null(soft.Mask(LawCase.Draw(1).Sequence, () => throw new InvalidOperationException("nobody weighs it"), null));
        Assert.Equal(7 + (3 * means.Average()), soft.Penalized(tensor(7f)).item<float>(), 1e-4);
    }

    [Law]
    public void The_price_moves_thresholds_as_differences_say(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (one, draw) = (LawCase.Draw((ulong)seed.Value), seed.Draw(float64));
        Tensor Price(Tensor[] inputs)
        {
            var soft = SoftPruning.At(1, Declared)!;
            soft.Mask(one.Sequence, () => inputs[0], inputs[1]);
            return soft.Penalized(tensor(0.0));
        }

        Gradients.AgreeWithDifferences(draw, Price, one.Received.to(float64), draw.Normal(1));
    }

    [Law]
    public void The_stage_is_soft_up_to_its_share_of_the_steps_and_hard_from_the_next_on(Seed seed)
    {
        var draw = seed.Draw();
        var (steps, parts) = (draw.Below(1, 1_000), draw.Below(0, 101));
        var spec = Declared with { Steps = steps, TokenPruning = new() { Soft = parts / 100.0 } };
        var last = Enumerable.Range(1, steps).TakeWhile(step => SoftPruning.At(step, spec) is not null).Count();
        Assert.InRange(last - (parts * steps / 100.0), -0.500001, 0.500001);
        Assert.All(Enumerable.Range(last + 1, steps - last), step => Assert.Null(SoftPruning.At(step, spec)));
        Assert.Null(SoftPruning.At(1, spec with { TokenPruning = null }));
    }

    [Fact]
    public void Where_nothing_was_masked_a_loss_is_what_it_was() =>
        Assert.Equal(7f, SoftPruning.At(1, Declared)!.Penalized(tensor(7f)).item<float>());

    [Theory]
    [InlineData(5)]
    [InlineData(1_024)]
    public void Gradients_flow_through_the_attention_received_where_they_are_asked_for_and_nowhere_else(long keys)
    {
        using var scope = NewDisposeScope();
        var draw = new Draw(4);
        Tensor[] inputs = [draw.Normal(1, 2, 3, 2).requires_grad_(), draw.Normal(1, 2, keys, 2).requires_grad_()];
        var (v, real, mix) = (draw.Normal(1, 2, keys, 2), ones([1, 3], @bool), draw.Normal(1, keys));
        Assert.False(Attend.Weighed(inputs[0], inputs[1], v, null, real).Received().requires_grad);
        (Attend.Weighed(inputs[0], inputs[1], v, null, real, tracked: true).Received() * mix).sum().backward();
        var found = inputs.Select(input => input.grad!.clone()).ToArray();
        Array.ForEach(inputs, input => input.grad = null);
        (Attend.Observed(inputs[0], inputs[1], v, null).Weights.mean([1]).mean([1]) * mix).sum().backward();
        Assert.All(found.Zip(inputs), pair => Same.Close(pair.Second.grad!, pair.First, 1e-6));
    }
}
