namespace Heed.Planning;

/// <summary>One byte-level byte-pair vocabulary for all text columns, learned from the training rows.</summary>
public sealed record TokenizerSpec
{
    /// <summary>Tokens in all: specials, the 256 bytes, and merges.</summary>
    public int Vocabulary { get; init; } = 8_000;
}
