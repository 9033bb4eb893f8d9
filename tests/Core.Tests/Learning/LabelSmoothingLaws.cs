using Heed.Learning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class LabelSmoothingLaws
{
    [Law]
    public void The_loss_is_the_mean_over_real_labels_of_the_cross_entropy_with_smoothed_targets(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (logits, labels, smoothing) = Start(seed);
        var count = (int)logits.size(1);
        var targets = (nn.functional.one_hot(labels, count).to(float64) * (1 - smoothing)) + (smoothing / count);
        var shifted = logits - logits.max(-1, keepdim: true).values;
        var surprise = -(targets * (shifted - shifted.exp().sum(-1, keepdim: true).log())).sum(-1);
        var real = labels.ne(0).to(float64);
        Same.Close((surprise * real).sum() / real.sum(), LabelSmoothing.Loss(logits, labels, smoothing), 1e-9);
    }

    [Law]
    public void The_loss_from_hidden_states_equals_the_one_from_their_logits_gradients_included(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (logits, labels, smoothing) = Start(seed);
        var draw = seed.Draw(ScalarType.Float64);
        var (hidden, table) = (draw.Normal(logits.size(0), 3), draw.Normal(logits.size(1), 3));
        (Tensor Loss, Tensor Hidden, Tensor Table) Run(Func<Tensor, Parameter, Tensor> loss)
        {
            var (x, weights) = (hidden.detach().requires_grad_(), new Parameter(table.clone()));
            var value = loss(x, weights);
            value.backward();
            return (value, x.grad!, weights.grad!);
        }

        var expected = Run((x, weights) => LabelSmoothing.Loss(x.matmul(weights.t()), labels, smoothing));
        var actual = Run((x, weights) => LabelSmoothing.FromHidden(x, weights, [.. labels.data<long>().Select(label => (int)label)], smoothing));
        Same.Close(expected.Loss, actual.Loss, 1e-9);
        Same.Close(expected.Hidden, actual.Hidden, 1e-9);
        Same.Close(expected.Table, actual.Table, 1e-9);
    }

    [Law]
    public void Gradients_agree_with_finite_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (logits, labels, smoothing) = Start(seed);
        Gradients.AgreeWithDifferences(seed.Draw(ScalarType.Float64), x => LabelSmoothing.Loss(x[0], labels, smoothing), logits);
    }

    [Fact]
    public void A_uniform_guess_costs_the_logarithm_of_the_vocabulary()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Math.Log(7), LabelSmoothing.Loss(zeros(3, 7), tensor([1L, 2, 0]), 0.1).item<float>(), 1e-6);
    }

    private static (Tensor Logits, Tensor Labels, double Smoothing) Start(Seed seed)
    {
        var draw = seed.Draw(ScalarType.Float64);
        var (rows, count) = (draw.Below(1, 6), draw.Below(2, 7));
        var labels = draw.Ids(0, count, rows);
        labels[0] = draw.Below(1, count);
        return (draw.Normal(rows, count) * 3, labels, draw.Coin() ? 0 : draw.Below(1, 10) / 10.0);
    }
}
