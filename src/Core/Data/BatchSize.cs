using Heed.Planning;

namespace Heed.Data;

/// <summary>How large a batch is, told from the lengths of its examples alone.</summary>
/// <param name="Rows">Examples, b.</param>
/// <param name="Source">Padded source length, s; 0 where nothing is read.</param>
/// <param name="Target">Padded target length, t; where nothing is written 1 if one thing is told of an example, else 0.</param>
/// <param name="RealTokens">Tokens that are not padding, on both sides.</param>
public readonly record struct BatchSize(int Rows, int Source, int Target, int RealTokens)
{
    /// <summary>Tokens computed, padding included.</summary>
    public int PaddedTokens => Rows * (Source + Target);

    /// <summary>The size of the batch that <see cref="Batch.Of"/> makes of examples.</summary>
    public static BatchSize Of(TaskKind kind, IReadOnlyList<PairLength> lengths, IReadOnlyList<int> examples)
    {
        return new(
            examples.Count, kind.Reads() ? Math.Max(1, examples.Max(example => lengths[example].Source)) : 0,
            kind.Writes() ? examples.Max(example => lengths[example].Target) : kind.Pools() ? 1 : 0,
            examples.Sum(example => lengths[example].Source + (kind.Writes() ? lengths[example].Target : kind.Pools() ? 1 : 0)));
    }
}
