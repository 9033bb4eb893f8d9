namespace Heed;

/// <summary>One byte-level byte-pair vocabulary for all text columns, learned from the training rows (Sennrich et al. 2016).</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TokenizerAttribute : Attribute
{
    /// <summary>Tokens in all: specials, the 256 bytes, and merges.</summary>
    public int Vocabulary { get; init; } = 8_000;
}
