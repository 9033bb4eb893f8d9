namespace Heed.Learning;

/// <summary>Constants of AdamW.</summary>
/// <param name="Beta1">Decay rate of the mean of gradients, β₁.</param>
/// <param name="Beta2">Decay rate of the mean of squared gradients, β₂.</param>
/// <param name="Epsilon">What keeps the divisor from zero, ε.</param>
/// <param name="WeightDecay">Decay λ of matrices; a step shrinks them by the learning rate times this.</param>
public sealed record AdamWSettings(double Beta1 = 0.9, double Beta2 = 0.98, double Epsilon = 1e-9, double WeightDecay = 0.01);
