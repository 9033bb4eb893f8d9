namespace Heed.Planning;

/// <summary>
/// Muon (Jordan et al. 2024): the Nesterov momentum of each hidden matrix, made orthogonal by Newton-Schulz iterations. Embeddings,
/// learned positions, an output table, heads that tell classes or numbers, norms, biases and other vectors are AdamW's; decay is decoupled
/// from the gradient.
/// </summary>
public sealed record MuonSpec : OptimizerSpec
{
    /// <summary>Muon with its defaults.</summary>
    public MuonSpec() => (LearningRate, WeightDecay) = (0.02, 0.01);

    /// <summary>Share μ of the last momentum that goes into the next.</summary>
    public double Momentum { get; init; } = 0.95;

    /// <summary>Newton-Schulz iterations.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>Highest learning rate of what AdamW trains, on the same schedule.</summary>
    public double AdamWLearningRate { get; init; } = 1e-3;

    /// <summary>AdamW's β₁.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's β₂.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>AdamW's ε.</summary>
    public double Epsilon { get; init; } = 1e-9;

    /// <summary>
    /// Whether this rule moves a weight: a matrix whose rows are neither words, places nor what a head tells. Of those that an allocation holds, every
    /// matrix, whatever it calls it.
    /// </summary>
    /// <param name="name">Its name, such as <c>shared.encoder.0.query.weight</c>.</param>
    /// <param name="axes">How many sizes it has.</param>
    public static bool Orthogonalizes(string name, long axes) => axes == 2 && name.Split('.') is not [_, "embedding" or "output_embedding" or "positions" or "head", _];
}
