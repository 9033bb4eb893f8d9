namespace Heed;

/// <summary>What the layers of both stacks are made of.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TransformerAttribute : Attribute
{
    /// <summary>How states are normalised.</summary>
    public NormKind Norm { get; init; } = NormKind.Layer;

    /// <summary>Where the norms stand.</summary>
    public NormPlacement Placement { get; init; } = NormPlacement.Pre;

    /// <summary>What stands between the matrices of a feed-forward network.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>How a layer knows where a token stands, in every self-attention.</summary>
    public Positions Positions { get; init; } = Positions.Sinusoidal;

    /// <summary>What the scores of every layer's attention are multiplied by.</summary>
    public AttentionScale Scale { get; init; } = AttentionScale.HeadWidth;

    /// <summary>What the output layer scores tokens with.</summary>
    public OutputEmbedding Output { get; init; } = OutputEmbedding.Tied;

    /// <summary>What the matrices of affine maps begin with.</summary>
    public Initializer Initializer { get; init; } = Initializer.XavierUniform;

    /// <summary>What of a training pass is computed a second time, to hold less memory.</summary>
    public GradientCheckpointing GradientCheckpointing { get; init; } = GradientCheckpointing.None;

    /// <summary>The numbers that passes compute in.</summary>
    public Precision Precision { get; init; } = Precision.Fastest;
}
