using Heed.Planning;

namespace Heed.Data;

/// <summary>How large a batch is, told from the lengths of its examples alone.</summary>
/// <param name="Rows">Examples, b.</param>
/// <param name="Source">Padded source length, s.</param>
/// <param name="Target">Padded target length, t; 1 where a class is told.</param>
/// <param name="RealTokens">Tokens that are not padding, on both sides.</param>
public readonly record struct BatchSize(int Rows, int Source, int Target, int RealTokens)
{
    /// <summary>Tokens computed, padding included.</summary>
    public int PaddedTokens => Rows * (Source + Target);

    /// <summary>The size of the batch that <see cref="Batch.Of"/> makes of examples.</summary>
    public static BatchSize Of(TaskKind kind, IReadOnlyList<PairLength> lengths, IReadOnlyList<int> examples)
    {
        var writes = kind == TaskKind.SequenceToSequence;
        return new(
            examples.Count, Math.Max(1, examples.Max(example => lengths[example].Source)),
            writes ? examples.Max(example => lengths[example].Target) : 1,
            examples.Sum(example => lengths[example].Source + (writes ? lengths[example].Target : 1)));
    }
}
