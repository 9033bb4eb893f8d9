using Heed.Learning;
using Heed.Planning;
using Xunit;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

public class AdamWLaws
{
    private static readonly AdamWSpec Settings = new() { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-8, WeightDecay = 0.1 };

    [Law]
    public void Both_forms_equal_the_reference_over_several_steps_with_gradients_missing_now_and_then(Seed seed, bool fused)
    {
        using var scope = NewDisposeScope();
        var draw = seed.Draw();
        var parameters = Parameters(draw);
        using var optimizer = new AdamW(parameters, Settings, fused);
        (Tensor Value, Tensor Mean, Tensor Square, int Steps)[] expected =
            [.. parameters.Select(own => (own.Value.detach().clone(), zeros_like(own.Value), zeros_like(own.Value), 0))];
        for (var step = 0; step < 3; step++)
        {
            optimizer.ZeroGradients();
            var gradients = parameters.Select(parameter => draw.Below(0, 4) == 0 ? null : draw.Normal(parameter.Value.shape)).ToArray();
            var clip = draw.Coin() ? 0.5 : double.PositiveInfinity;
            var norm = Math.Sqrt(gradients.Sum(gradient => gradient is null ? 0 : gradient.square().sum().item<float>()));
            var scale = Math.Max(1, norm / clip);
            for (var i = 0; i < gradients.Length; i++)
            {
                if (gradients[i] is not { } gradient)
                    continue;
                parameters[i].Value.grad = gradient;
                var (value, mean, square, steps) = expected[i];
                var decay = value.dim() > 1 ? Settings.WeightDecay : 0;
                var next = AdamWReference.Step(value, gradient / scale, mean, square, steps + 1, 0.01, decay, Settings);
                expected[i] = (next.Value, next.Mean, next.Square, steps + 1);
            }

            Assert.Equal(norm, optimizer.Step(0.01, clip).item<float>(), 1e-4);
        }

        for (var i = 0; i < expected.Length; i++)
        {
            Same.Close(expected[i].Value, parameters[i].Value);
            var steps = optimizer.State.Single(state => state.Name == $"{parameters[i].Name}.steps").Value;
            Assert.Equal(expected[i].Steps, steps.item<float>());
        }
    }

    [Fact]
    public void The_script_of_the_fused_form_compiles_here_and_no_gradients_are_no_update()
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters(new Draw(1));
        using var optimizer = new AdamW(parameters, Settings);
        optimizer.ZeroGradients();
        Assert.True(optimizer.IsFused);
        Assert.Equal(0, optimizer.Step(0.5, 1).item<float>());
    }

    private static List<(string Name, Parameter Value)> Parameters(Draw draw) =>
    [
        ("weight", new Parameter(draw.Normal(draw.Below(1, 4), draw.Below(1, 4)))),
        ("bias", new Parameter(draw.Normal(draw.Below(1, 4)))),
        ("table", new Parameter(draw.Normal(3, 2))),
        ("scale", new Parameter(draw.Normal(1))),
    ];
}
