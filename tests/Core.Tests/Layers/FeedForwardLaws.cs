using Heed.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class FeedForwardLaws
{
    [Law]
    public void It_is_two_affine_maps_with_rectified_and_dropped_numbers_between(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var (width, hidden) = (draw.Below(1, 5), draw.Below(1, 7));
        var up = new LinearWeights(new Parameter(draw.Normal(hidden, width)), new Parameter(draw.Normal(hidden)));
        var down = new LinearWeights(new Parameter(draw.Normal(width, hidden)), new Parameter(draw.Normal(width)));
        var x = draw.Normal(2, draw.Below(1, 4), width);
        var mask = new Dropout(0.5, seed.Value, 1).Apply(ones(2, x.size(1), hidden));
        var inner = (x.matmul(up.Weight.t()) + up.Bias).clamp(min: 0) * mask;
        Same.Close(inner.matmul(down.Weight.t()) + down.Bias, FeedForward.Apply(x, up, down, new(0.5, seed.Value, 1)), 1e-4);
    }
}
