using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>AdamW as it is written in the paper (Loshchilov and Hutter 2019, algorithm 2): what the fused form must equal.</summary>
public static class AdamWReference
{
    /// <summary>One update of one parameter. Changes none of its arguments.</summary>
    /// <param name="value">The parameter θ, of any shape.</param>
    /// <param name="gradient">Its gradient g, after clipping.</param>
    /// <param name="mean">First moment m before the update.</param>
    /// <param name="square">Second moment v before the update.</param>
    /// <param name="step">Updates of this parameter with this one, t, from 1.</param>
    /// <param name="learningRate">Learning rate α·η.</param>
    /// <param name="decay">Decay λ; 0 for norms and biases.</param>
    /// <param name="settings">β₁, β₂ and ε.</param>
    /// <returns>θ, m and v after the update.</returns>
    public static (Tensor Value, Tensor Mean, Tensor Square) Step(
        Tensor value, Tensor gradient, Tensor mean, Tensor square, long step, double learningRate, double decay, AdamWSpec settings)
    {
        var newMean = (Of(settings.Beta1) * mean).Plus(Of(1 - settings.Beta1) * gradient);
        var newSquare = (Of(settings.Beta2) * square).Plus(Of(1 - settings.Beta2) * gradient * gradient);
        var unbiasedMean = newMean / Of(1 - Math.Pow(settings.Beta1, step));
        var unbiasedSquare = newSquare / Of(1 - Math.Pow(settings.Beta2, step));
        var decayed = value * Of(1 - (learningRate * decay));
        return (decayed - (Of(learningRate) * unbiasedMean / unbiasedSquare.sqrt().Plus(Of(settings.Epsilon))), newMean, newSquare);

        // Numbers that change with the step: tensors without axes, which go with the dispose scope.
        Tensor Of(double number) => tensor(number, value.dtype);
    }
}
