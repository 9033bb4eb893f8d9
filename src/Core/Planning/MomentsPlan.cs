namespace Heed.Planning;

/// <summary>What an optimizer keeps beside the weights.</summary>
public static class MomentsPlan
{
    /// <summary>Numbers that it remembers of one weight, counters left out.</summary>
    public static long Of(OptimizerSpec optimizer, WeightPlan weight) => optimizer.Match(
        adamW => 2 * weight.Count,
        sgd => weight.Count,
        adafactor => weight.Shape.Count == 2 ? weight.Shape.Sum(size => (long)size) : weight.Count,
        lion => weight.Count,
        muon => MuonSpec.Orthogonalizes(weight.Name, weight.Shape.Count) ? weight.Count : 2 * weight.Count);
}
