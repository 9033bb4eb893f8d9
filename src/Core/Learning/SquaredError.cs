using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>The loss of numbers, which a model tells as deviations from the mean of the training rows, in units of their standard deviation.</summary>
public static class SquaredError
{
    /// <summary>The mean over rows of the squared difference, in squared deviations: 1 for a model that always says the mean.</summary>
    /// <param name="told">What the model tells [b].</param>
    /// <param name="numbers">What it should, in the unit of their column [b].</param>
    /// <param name="column">Mean and deviation of the column.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Of(Tensor told, double[] numbers, NumberSpec column)
    {
        var wanted = tensor([.. numbers.Select(number => (float)((number - column.Mean) / column.Deviation))]);
        return nn.functional.mse_loss(told, Upload.To(wanted, told.device));
    }

    /// <summary>What a model tells [b], in the unit of the column.</summary>
    public static IReadOnlyList<double> InUnits(Tensor told, NumberSpec column) =>
        [.. told.cpu().data<float>().Select(deviations => column.Mean + (deviations * column.Deviation))];
}
