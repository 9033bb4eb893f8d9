using Xunit;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>Gradients against finite differences, in float64.</summary>
internal static class Gradients
{
    private const double Step = 1e-6;

    /// <summary>
    /// Along one random direction of each input, the derivative of a random mix of all outputs agrees with its central difference.
    /// </summary>
    public static void AgreeWithDifferences(Draw draw, Func<Tensor[], Tensor> function, params Tensor[] inputs)
    {
        var leaves = inputs.Select(input => input.detach().requires_grad_()).ToArray();
        var output = function(leaves);
        var mix = draw.Normal(output.shape);
        (output * mix).sum().backward();
        for (var i = 0; i < inputs.Length; i++)
        {
            var direction = draw.Normal(inputs[i].shape);
            double Along(double distance) =>
                (function([.. inputs.Select((input, j) => j == i ? input + (direction * distance) : input)]) * mix).sum().item<double>();
            var difference = (Along(Step) - Along(-Step)) / (2 * Step);
            var gradient = leaves[i].grad!;
            var size = 1 + (gradient.norm().item<double>() * direction.norm().item<double>());
            Assert.InRange(((gradient * direction).sum().item<double>() - difference) / size, -1e-6, 1e-6);
        }
    }
}
