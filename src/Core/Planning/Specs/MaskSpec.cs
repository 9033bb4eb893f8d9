namespace Heed.Planning;

/// <summary>How tokens are hidden that a masked language model tells (Devlin et al. 2019, section 3.1).</summary>
public sealed record MaskSpec
{
    /// <summary>Share of a text's tokens to be told; at least one of each text is.</summary>
    public double Rate { get; init; } = 0.15;
}
