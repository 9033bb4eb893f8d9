using Heed.Layers;
using Heed.Planning;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>
/// Adafactor (Shazeer and Stern 2018) without momentum: matrices by algorithm 4, whose second moment is kept as means of rows and of
/// columns; all else by algorithm 5.
/// </summary>
/// <param name="parameters">What it trains, by name; updated in place.</param>
/// <param name="settings">Its constants.</param>
public sealed class Adafactor(IEnumerable<(string Name, Parameter Value)> parameters, AdafactorSpec settings)
    : Optimizer(parameters.Select(own => Remember(own.Name, own.Value)))
{
    private static Slot Remember(string name, Parameter parameter) => parameter.dim() == 2
        ? new(name, parameter, ("row", [parameter.size(0)]), ("column", [parameter.size(1)]), (Slot.Counter, []))
        : new(name, parameter, ("square", parameter.shape), (Slot.Counter, []));

    private protected override void Update(Slot[] moved, double learningRate, Tensor scale)
    {
        foreach (var slot in moved)
        {
            var (gradient, step) = (slot.Gradient(scale), slot.Count());
            if (slot.Parameter.dim() == 2)
            {
                var (update, row, column) = Factored(gradient, slot["row"], slot["column"], step, settings);
                slot.Become(Moved(slot.Parameter, update, learningRate, settings.WeightDecay, settings), ("row", row), ("column", column));
            }
            else
            {
                var (update, square) = Whole(gradient, slot["square"], step, settings);
                var decay = slot.IsMatrix ? settings.WeightDecay : 0;
                slot.Become(Moved(slot.Parameter, update, learningRate, decay, settings), ("square", square));
            }
        }
    }

    /// <summary>A matrix's gradient by the root of its second moment, of which rows and columns alone are known (algorithm 4).</summary>
    /// <param name="gradient">The gradient G [n m], after clipping.</param>
    /// <param name="row">Mean squares of the rows, R / m [n].</param>
    /// <param name="column">Mean squares of the columns, C / n [m].</param>
    /// <param name="step">Updates of this parameter with this one, t, from 1.</param>
    /// <param name="settings">The decay rate and ε₁.</param>
    /// <returns>The update before its clipping [n m], and rows and columns after it.</returns>
    public static (Tensor Update, Tensor Row, Tensor Column) Factored(
        Tensor gradient, Tensor row, Tensor column, long step, AdafactorSpec settings)
    {
        var squared = (gradient * gradient).Plus(Constant.Of(settings.Epsilon1));
        var (nextRow, nextColumn) = (Mean(row, squared.mean([1]), step, settings), Mean(column, squared.mean([0]), step, settings));

        // R C / sum(R), of which the roots are taken one by one: the product of two ε₁ would vanish in float32.
        var update = gradient * (nextRow / nextRow.mean()).rsqrt().unsqueeze(1) * nextColumn.rsqrt().unsqueeze(0);
        return (update, nextRow, nextColumn);
    }

    /// <summary>A gradient by the root of its second moment (algorithm 5).</summary>
    /// <param name="gradient">The gradient G, of any shape, after clipping.</param>
    /// <param name="square">The second moment V before the update.</param>
    /// <param name="step">Updates of this parameter with this one, t, from 1.</param>
    /// <param name="settings">The decay rate and ε₁.</param>
    /// <returns>The update before its clipping, and V after it.</returns>
    public static (Tensor Update, Tensor Square) Whole(Tensor gradient, Tensor square, long step, AdafactorSpec settings)
    {
        var next = Mean(square, (gradient * gradient).Plus(Constant.Of(settings.Epsilon1)), step, settings);
        return (gradient * next.rsqrt(), next);
    }

    /// <summary>A parameter after an update that is clipped to its threshold, as far as the parameter is large.</summary>
    private static Tensor Moved(Tensor value, Tensor update, double learningRate, double decay, AdafactorSpec settings)
    {
        var clipped = update / (Size(update) / Constant.Of(settings.ClipThreshold)).clamp(min: Constant.Of(1));
        var rate = tensor(learningRate, value.dtype);
        return value - (rate * Size(value).clamp(min: Constant.Of(settings.Epsilon2)) * clipped) - (rate * Constant.Of(decay) * value);
    }

    private static Tensor Mean(Tensor mean, Tensor value, long step, AdafactorSpec settings)
    {
        var beta = tensor(1 - Math.Pow(step, -settings.DecayRate), value.dtype);
        return (mean * beta).Plus(value * beta.neg().Plus(Constant.Of(1)));
    }

    // Root mean square.
    private static Tensor Size(Tensor value) => (value * value).mean().sqrt();
}
