namespace Heed;

/// <summary>
/// Each head of self-attention learns how many positions it sees, an encoder's on either side, a decoder's back; and keys beyond the widest head of
/// a layer are not read (adaptive attention span: Sukhbaatar et al. 2019, section 2.2, of a decoder). A span lies between 0 and the longest sequence.
/// How wide the widest is, the host reads once a layer and pass.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AdaptiveSpanAttribute : LayerAllocationAttribute
{
    /// <summary>Positions beyond a head's span over which its sight fades to nothing, R; by what it sees there the span learns.</summary>
    public int Ramp { get; init; } = 32;

    /// <summary>The stacks whose heads learn a span.</summary>
    public Trunk In { get; init; } = Trunk.Encoder;

    /// <summary>Positions that each head sees fully before training; 0, as in the paper, for its own alone.</summary>
    public int Start { get; init; }

    /// <summary>
    /// What each position of a layer's mean span adds to the objective, λ, in the loss's own unit. At 1e-4 a span of 160 positions costs what one of
    /// the paper's 8,192 does there (2e-6); at 0 nothing makes spans shrink but the loss.
    /// </summary>
    public double Penalty { get; init; } = 1e-4;
}
