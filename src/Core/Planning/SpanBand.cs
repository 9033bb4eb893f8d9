namespace Heed.Planning;

/// <summary>Queries in blocks after one another, each with the keys that one of its queries reaches: what attention is computed of where heads see only so far.</summary>
/// <param name="Block">Queries of a block.</param>
/// <param name="Count">Blocks, of the last of which some queries may be missing.</param>
/// <param name="Before">Keys before a block's own, and as many after; halves of a block. Some may lie before the first position or after the last.</param>
public sealed record SpanBand(long Block, long Count, long Before)
{
    // Queries come by so many, for softmax takes as long over odd numbers of keys.
    private const long Step = 32;

    // Small products are slow, and keys are copied for each block: that takes as long as so many queries more; measured on two cores.
    private const long Own = 24;

    /// <summary>Keys of a block.</summary>
    public long Keys => Block + (2 * Before);

    /// <summary>Pairs of a query and a key that attention is computed of.</summary>
    public long Cells => Count * Block * Keys;

    /// <summary>That of so many positions that takes the least time, which may be one block of all.</summary>
    /// <param name="length">Positions.</param>
    /// <param name="reach">How far from a query the farthest key is that some head sees.</param>
    public static SpanBand Of(long length, long reach) => Enumerable.Range(1, 4)
        .Select(steps => steps * Step)
        .Select(block => new SpanBand(block, (length + block - 1) / block, ((2 * reach) + block - 1) / block * block / 2))
        .Append(new(length, 1, 0))
        .OrderBy(band => band.Count * (band.Block + Own) * band.Keys).First();
}
