namespace Heed;

/// <summary>
/// While an answer is written, each layer of the decoder's self-attention holds a budget of past positions for each head that has keys of its
/// own: the newest, and of the others those that received most attention, summed over the steps so far. When a position comes and all room is
/// taken, the one that received least leaves for good (H2O: Zhang et al. 2023, section 4, algorithm 1). However answers are decoded, so are
/// texts that are begun read; training and the losses of validation and test are dense.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CacheEvictionAttribute : LayerAllocationAttribute
{
    /// <summary>Positions held, the newest among them.</summary>
    public int Budget { get; init; } = 64;

    /// <summary>How many of the newest are held whatever attention they received; where that is the whole budget, attention looks through a sliding window.</summary>
    public int Recent { get; init; } = 32;
}
