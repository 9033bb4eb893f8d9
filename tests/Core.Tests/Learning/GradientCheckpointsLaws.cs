using Heed.Layers;
using Heed.Learning;
using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

public class GradientCheckpointsLaws
{
    [Law]
    public void Gradients_of_layers_that_run_again_are_those_of_layers_whose_activations_are_kept(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (rate, depth, width) = (draw.Coin() ? 0 : 0.4, draw.Below(1, 5), draw.Below(1, 6));
        var weights = Enumerable.Range(0, depth).Select(_ => draw.Normal(width, width).requires_grad_()).ToArray();
        var (x, read) = (draw.Normal(2, width).requires_grad_(), draw.Normal(2, width).requires_grad_());
        Tensor[] all = [x, read, .. weights];

        // Each layer reads what the one before it made, and all read one thing more.
        (double Loss, Tensor[] Gradients) Of(GradientCheckpoints? checkpoints)
        {
            var dropout = new Dropout(rate, seed.Value, 1);
            var (state, memory) = (x.tanh(), read.tanh());
            checkpoints?.Begin();
            memory = checkpoints?.Input(memory) ?? memory;
            foreach (var weight in weights)
            {
                Tensor Pass(Tensor input, Dropout falls) => falls.Residual(input, falls.Apply(input.matmul(weight).sigmoid()) * memory);
                state = checkpoints?.Layer(state, dropout, Pass) ?? Pass(state, dropout);
            }

            var loss = (state * state).mean();
            loss.backward();
            checkpoints?.Backward();
            var gradients = all.Select(one => one.grad!.clone()).ToArray();
            Array.ForEach(all, one => one.grad = null);
            return (loss.item<float>(), gradients);
        }

        var (kept, again) = (Of(null), Of(new()));
        Assert.Equal(kept.Loss, again.Loss);
        Assert.All(kept.Gradients.Zip(again.Gradients), pair => Same.Close(pair.First, pair.Second, 1e-5 * Math.Max(1, pair.First.abs().max().item<float>())));
    }

    [Fact]
    public void A_layer_runs_twice_where_that_was_begun_and_else_once_with_its_gradient()
    {
        using var scope = NewDisposeScope();
        var (checkpoints, weight, runs) = (new GradientCheckpoints(), ones(1).requires_grad_(), 0);
        Tensor Pass(Tensor x, Dropout dropout)
        {
            runs++;
            return x * weight;
        }

        checkpoints.Layer(ones(1), Dropout.Off, Pass).backward();
        Assert.Equal((1, 1), (runs, weight.grad!.item<float>()));
        checkpoints.Begin();
        checkpoints.Layer(ones(1), Dropout.Off, Pass).backward();
        Assert.Equal((2, 1), (runs, weight.grad!.item<float>()));
        checkpoints.Backward();
        Assert.Equal((3, 2), (runs, weight.grad!.item<float>()));
    }

    [Fact]
    public void Only_the_outputs_of_layers_are_held_until_the_backward_pass()
    {
        using var scope = NewDisposeScope();
        var (checkpoints, x, counts) = (new GradientCheckpoints(), ones(4).requires_grad_(), new List<long>());
        checkpoints.Begin();
        for (var layer = 0; layer < 3; layer++)
        {
            counts.Add(scope.DisposablesCount);
            x = checkpoints.Layer(x, Dropout.Off, (input, _) => input.sigmoid().tanh().sigmoid().tanh());
        }

        Assert.Equal(counts[1] - counts[0], counts[2] - counts[1]);
        Assert.InRange(counts[2] - counts[1], 1, 2);
        checkpoints.Backward();
    }
}
