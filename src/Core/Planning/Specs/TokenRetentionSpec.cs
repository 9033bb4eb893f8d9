namespace Heed.Planning;

/// <summary>Learned budgets of an encoder's positions: of those that receive most attention as many go on as a layer has learned.</summary>
public sealed record TokenRetentionSpec : LearnedReductionSpec
{
    /// <inheritdoc/>
    public override string Name => "TokenRetention";

    /// <summary>What each position that a layer retains adds to the objective while budgets are learned, times the layer's number from 1; λ.</summary>
    public double Penalty { get; init; } = 3e-4;

    /// <summary>How much farther a step moves what is retained than other weights.</summary>
    public double Rate { get; init; } = 10;
}
