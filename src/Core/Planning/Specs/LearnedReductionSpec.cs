namespace Heed.Planning;

/// <summary>
/// A reduction of an encoder's positions that learns how many go on, in a soft stage of training that leaves nothing out; then that is frozen,
/// and the rest of training is hard, like all else.
/// </summary>
public abstract record LearnedReductionSpec
{
    /// <summary>What its numbers' paths begin with.</summary>
    public abstract string Name { get; }

    /// <summary>Share of the training steps that are soft.</summary>
    public double Soft { get; init; } = 0.5;

    /// <summary>The first layer that reduces, from 0.</summary>
    public int FromLayer { get; init; }

    /// <summary>Whether a layer reduces.</summary>
    public bool Acts(int layer) => layer >= FromLayer;

    /// <summary>Whether a weight says how many positions go on: what is frozen is read as it is, and has no average.</summary>
    /// <param name="weight">Its name.</param>
    public static bool Learns(string weight) => weight.Split('.') is [_, "encoder", _, "threshold" or "retention", "weight"];

    /// <summary>Whether a step is soft, from 1, of so many.</summary>
    public bool IsSoft(long step, int steps) => step <= Math.Round(Soft * steps);
}
