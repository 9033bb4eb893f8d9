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
        Tensor value, Tensor gradient, Tensor mean, Tensor square, long step, double learningRate, double decay, AdamWSettings settings)
    {
        var newMean = (settings.Beta1 * mean) + ((1 - settings.Beta1) * gradient);
        var newSquare = (settings.Beta2 * square) + ((1 - settings.Beta2) * gradient * gradient);
        var unbiasedMean = newMean / (1 - Math.Pow(settings.Beta1, step));
        var unbiasedSquare = newSquare / (1 - Math.Pow(settings.Beta2, step));
        var decayed = value * (1 - (learningRate * decay));
        return (decayed - (learningRate * unbiasedMean / (unbiasedSquare.sqrt() + settings.Epsilon)), newMean, newSquare);
    }
}
