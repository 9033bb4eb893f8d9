namespace Heed;

/// <summary>
/// After the attention of a layer of the encoder, positions that receive less attention than a threshold skip what follows, and come back at the
/// end as they were (learned token pruning, LTP: Kim et al. 2022, sections 3.2 and 3.3). Each layer learns its own threshold, in a soft stage of
/// training: nothing is left out, the output of each position is multiplied by a mask, a sigmoid of how far it is above the threshold, and masks
/// have a price. Then thresholds are frozen, and the rest of training is hard, like every evaluation, answer and explanation. How many positions
/// go on differs from row to row; at least one does. Importance and thresholds are absolute, as in the paper: the importances of a row sum to 1,
/// so that of long rows more is left out. Their unit is the attention that each position of the longest sequence would receive if all received the same,
/// 1 / Encoder.MaximumLength, so that a learning rate moves thresholds of short and long sequences alike.
/// Where latents or pooled steps stand in the positions' place, each receives as much more as they are fewer: <see cref="Threshold"/> is to be as much higher.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TokenPruningAttribute : LayerAllocationAttribute
{
    /// <summary>
    /// What the mean of the masks, over layers and real positions, counts for in a task's loss: the more, the fewer positions go on. At 0 the loss
    /// alone moves thresholds. The paper's authors advise 0.01 to 0.2.
    /// </summary>
    public double Penalty { get; init; } = 0.1;

    /// <summary>How softly masks fall around a threshold, in its unit; the smaller, the more like the hard stage. The paper's 1e-4 to 2e-3 are 0.013 to 0.26 of 128 positions.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>The threshold that the last layer begins with, in that unit; those of the layers before it rise to it linearly. The paper's 0.01 is 1.3 of 128 positions.</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>Share of the training steps, from the first on, in which thresholds are learned; at 0 they stay what they begin with.</summary>
    public double Soft { get; init; } = 0.5;
}
