using Heed.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class NormLaws
{
    [Law]
    public void Every_position_equals_its_definition(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float64);
        var width = draw.Below(1, 7);
        var (x, scale, shift) = (draw.Normal(2, 3, width), draw.Normal(width), draw.Normal(width));
        var centred = x - x.mean([-1], keepdim: true);
        var expected = (centred / (centred.square().mean([-1], keepdim: true) + 1e-5).sqrt() * scale) + shift;
        Same.Close(expected, Norm.Layer(x, new(new Parameter(scale.clone()), new Parameter(shift.clone()))), 1e-9);
    }

    [Law]
    public void Gradients_agree_with_finite_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float64);
        var width = draw.Below(1, 7);
        var weights = new NormWeights(new Parameter(draw.Normal(width)), new Parameter(draw.Normal(width)));
        Gradients.AgreeWithDifferences(draw, x => Norm.Layer(x[0], weights), draw.Normal(2, draw.Below(1, 4), width));
    }

    [Law]
    public void A_root_mean_square_norm_equals_its_definition(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float64);
        var width = draw.Below(1, 7);
        var (x, scale) = (draw.Normal(2, 3, width), draw.Normal(width));
        var expected = x / (x.square().mean([-1], keepdim: true) + 1e-5).sqrt() * scale;
        Same.Close(expected, Norm.Rms(x, new(new Parameter(scale.clone()))), 1e-9);
    }

    [Law]
    public void Gradients_of_a_root_mean_square_norm_agree_with_finite_differences(Seed seed)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw(ScalarType.Float64);
        var width = draw.Below(1, 7);
        var weights = new RmsNormWeights(new Parameter(draw.Normal(width)));
        Gradients.AgreeWithDifferences(draw, x => Norm.Rms(x[0], weights), draw.Normal(2, draw.Below(1, 4), width));
    }
}
