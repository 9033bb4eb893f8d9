using Heed.Layers;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Tests;

/// <summary>Weights of random numbers, biases, scales and shifts too.</summary>
internal static class Weights
{
    public static LinearWeights Linear(this Draw draw, long inputs, long outputs) =>
        new(new(draw.Normal(outputs, inputs)), new(draw.Normal(outputs)));

    public static NormWeights Norm(this Draw draw, long width) => new(new(draw.Normal(width)), new(draw.Normal(width)));

    public static Parameter Matrix(this Draw draw, long rows, long columns) => new(draw.Normal(rows, columns));
}
