namespace Heed.Planning;

/// <summary>
/// Adafactor without momentum (Shazeer and Stern 2018, algorithms 4 and 5): of a matrix's second moment only the means of rows and
/// columns are kept, and steps are relative to the size of what they change.
/// </summary>
public sealed record AdafactorSpec : OptimizerSpec
{
    /// <summary>Adafactor with its defaults; its learning rate is the relative step size ρ.</summary>
    public AdafactorSpec() => LearningRate = 1e-2;

    /// <summary>How fast the second moment's decay rate nears 1: β₂ at update t is 1 - t to the power of minus this.</summary>
    public double DecayRate { get; init; } = 0.8;

    /// <summary>What is added to squared gradients, ε₁.</summary>
    public double Epsilon1 { get; init; } = 1e-30;

    /// <summary>The size that weights are taken to have at least, ε₂.</summary>
    public double Epsilon2 { get; init; } = 1e-3;

    /// <summary>Greatest root mean square of an update, d; greater ones are scaled down to it.</summary>
    public double ClipThreshold { get; init; } = 1;
}
