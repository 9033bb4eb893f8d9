using Heed.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class FeedForwardLaws
{
    [Law]
    public void Relu_is_two_affine_maps_with_rectified_and_dropped_numbers_between(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (width, hidden) = (draw.Below(1, 5), draw.Below(1, 7));
        var up = new LinearWeights(new Parameter(draw.Normal(hidden, width)), new Parameter(draw.Normal(hidden)));
        var down = new LinearWeights(new Parameter(draw.Normal(width, hidden)), new Parameter(draw.Normal(width)));
        var x = draw.Normal(2, draw.Below(1, 4), width);
        var mask = new Dropout(0.5, seed.Value, 1).Apply(ones(2, x.size(1), hidden));
        var inner = (x.matmul(up.Weight.t()) + up.Bias).clamp(min: 0) * mask;
        Same.Close(inner.matmul(down.Weight.t()) + down.Bias, FeedForward.Relu(x, up, down, new Dropout(0.5, seed.Value, 1)), 1e-4);
    }

    [Law]
    public void Gelu_weighs_each_number_by_how_many_normal_ones_are_below_it(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (x, _, up, down, mask) = Start(seed);
        var y = Affine(x, up);
        var inner = y * (1 + (y / Math.Sqrt(2)).erf()) / 2 * mask;
        Same.Close(Affine(inner, down), FeedForward.Gelu(x, up, down, new Dropout(0.5, seed.Value, 1)), 1e-9);
    }

    [Law]
    public void SwiGlu_multiplies_one_map_by_the_swish_of_another(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (x, gate, up, down, mask) = Start(seed);
        var swish = Affine(x, gate) / (1 + (-Affine(x, gate)).exp());
        Same.Close(Affine(swish * Affine(x, up) * mask, down), FeedForward.SwiGlu(x, gate, up, down, new Dropout(0.5, seed.Value, 1)), 1e-9);
    }

    [Law]
    public void Gradients_agree_with_finite_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var (x, gate, up, down, _) = Start(seed);
        var draw = seed.Draw(ScalarType.Float64);
        Gradients.AgreeWithDifferences(draw, one => FeedForward.Gelu(one[0], up, down, Dropout.Off), x);
        Gradients.AgreeWithDifferences(draw, one => FeedForward.SwiGlu(one[0], gate, up, down, Dropout.Off), x);
    }

    private static (Tensor X, LinearWeights Gate, LinearWeights Up, LinearWeights Down, Tensor Mask) Start(Seed seed)
    {
        var draw = seed.Draw(ScalarType.Float64);
        var (width, hidden) = (draw.Below(1, 5), draw.Below(1, 7));
        LinearWeights Map(int inputs, int outputs) => new(new Parameter(draw.Normal(outputs, inputs)), new Parameter(draw.Normal(outputs)));
        var x = draw.Normal(2, draw.Below(1, 4), width);
        var mask = new Dropout(0.5, seed.Value, 1).Apply(ones([2, x.size(1), hidden], float64));
        return (x, Map(width, hidden), Map(width, hidden), Map(hidden, width), mask);
    }

    private static Tensor Affine(Tensor x, LinearWeights w) => x.matmul(w.Weight.t()) + w.Bias;
}
