namespace Heed;

/// <summary>AdamW: decay decoupled from the gradient, none on norms and biases (Loshchilov and Hutter 2019, algorithm 2).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AdamWAttribute : OptimizerAttribute
{
    /// <summary>AdamW with its defaults.</summary>
    public AdamWAttribute() => (LearningRate, WeightDecay) = (1e-3, 0.01);

    /// <summary>Decay rate of the mean of gradients, β₁.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the mean of squared gradients, β₂.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>What keeps the divisor from zero, ε.</summary>
    public double Epsilon { get; init; } = 1e-9;
}
