namespace Heed.Planning;

/// <summary>Adaptive attention spans of heads: each learns how far it sees.</summary>
public sealed record AdaptiveSpanSpec
{
    /// <summary>Positions beyond a head's span over which its sight fades.</summary>
    public int Ramp { get; init; } = 32;

    /// <summary>Positions that each head sees fully before training: an encoder's on either side, a decoder's back.</summary>
    public int Start { get; init; }

    /// <summary>What each position of a layer's mean span adds to the objective.</summary>
    public double Penalty { get; init; } = 1e-4;

    /// <summary>The first layer whose heads learn a span, from 0; those of the layers before see everything.</summary>
    public int FromLayer { get; init; }

    /// <summary>The stacks whose heads learn a span.</summary>
    public Trunk In { get; init; } = Trunk.Encoder;

    /// <summary>Whether a layer's heads learn a span, in a stack that has some.</summary>
    public bool Acts(int layer) => layer >= FromLayer;

    /// <summary>How far from a query the farthest key is that a head sees before training.</summary>
    public int Reach => Start + Ramp - 1;
}
