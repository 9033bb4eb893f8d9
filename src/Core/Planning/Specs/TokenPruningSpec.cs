namespace Heed.Planning;

/// <summary>Learned pruning of an encoder's positions: those that receive less attention than a learned threshold of the layer are left out.</summary>
public sealed record TokenPruningSpec : LearnedReductionSpec
{
    /// <inheritdoc/>
    public override string Name => "TokenPruning";

    /// <summary>What the mean of all masks counts for in the loss, while thresholds are learned.</summary>
    public double Penalty { get; init; } = 0.1;

    /// <summary>How softly masks fall around a threshold, in its unit.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>The threshold that the last layer begins with; those before it rise to it linearly.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>The threshold that a layer begins with, of so many layers.</summary>
    public double ThresholdAt(int layer, int layers) => Threshold * (layer + 1) / layers;
}
