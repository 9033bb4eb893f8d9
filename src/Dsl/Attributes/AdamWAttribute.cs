namespace Heed;

/// <summary>AdamW: decay decoupled from the gradient, none on norms and biases (Loshchilov and Hutter 2019, algorithm 2).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AdamWAttribute : Attribute
{
    /// <summary>Highest learning rate, reached at the end of the warm-up.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decay rate of the mean of gradients, β₁.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the mean of squared gradients, β₂.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>What keeps the divisor from zero, ε.</summary>
    public double Epsilon { get; init; } = 1e-9;

    /// <summary>Decay λ of matrices; a step shrinks them by the learning rate times this.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Greatest norm of all gradients together; longer ones are scaled down to it.</summary>
    public double Clip { get; init; } = 1;
}
