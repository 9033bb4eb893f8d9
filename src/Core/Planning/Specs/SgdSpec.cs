namespace Heed.Planning;

/// <summary>Stochastic gradient descent with momentum, in the form of Sutskever et al. 2013; the decay is added to the gradient.</summary>
public sealed record SgdSpec : OptimizerSpec
{
    /// <summary>Gradient descent with its defaults.</summary>
    public SgdSpec() => (LearningRate, WeightDecay) = (0.1, 1e-4);

    /// <summary>Share μ of the last step's direction that goes into the next; 0 for none.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the step looks ahead along the momentum (Nesterov 1983).</summary>
    public bool Nesterov { get; init; }
}
