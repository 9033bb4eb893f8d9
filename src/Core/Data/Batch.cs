namespace Heed.Data;

/// <summary>Token ids of one example: what goes in and what should come out. Targets carry neither start nor end.</summary>
public sealed record TokenPair(int[] Source, int[] Target);

/// <summary>
/// Examples of one task side by side, padded with <see cref="Vocabulary.Padding"/> to the longest. Arrays are row by row.
/// </summary>
/// <param name="Rows">Examples, b.</param>
/// <param name="SourceLength">Padded source length, s.</param>
/// <param name="TargetLength">Padded target length, t: the longest target and one more for its end.</param>
/// <param name="Source">Source ids, [b s].</param>
/// <param name="Decoder">What the decoder reads, [b t]: the task's start, then the target.</param>
/// <param name="Labels">What the decoder should say, [b t]: the target, then its end.</param>
/// <param name="Examples">Which examples of the split these are, [b].</param>
public sealed record Batch(
    int Rows, int SourceLength, int TargetLength, int[] Source, int[] Decoder, int[] Labels, int[] Examples)
{
    /// <summary>Tokens that are not padding, on both sides.</summary>
    public int RealTokens => Source.Count(id => id != Vocabulary.Padding) + Labels.Count(id => id != Vocabulary.Padding);

    /// <summary>Tokens computed, padding included.</summary>
    public int PaddedTokens => Source.Length + Labels.Length;
}
