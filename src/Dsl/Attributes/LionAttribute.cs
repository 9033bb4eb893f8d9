namespace Heed;

/// <summary>Lion: steps of one size, in the sign of a momentum (Chen et al. 2023, algorithm 2); decay decoupled from the gradient.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LionAttribute : OptimizerAttribute
{
    /// <summary>Lion with its defaults: a tenth of AdamW's rate and ten times its decay, as the paper advises.</summary>
    public LionAttribute() => (LearningRate, WeightDecay) = (1e-4, 0.1);

    /// <summary>Share of the momentum in the direction of a step, β₁.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay rate of the momentum, β₂.</summary>
    public double Beta2 { get; init; } = 0.99;
}
