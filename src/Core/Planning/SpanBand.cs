namespace Heed.Planning;

/// <summary>Queries in blocks after one another, each with the keys that one of its queries reaches: what attention is computed of where heads see only so far.</summary>
/// <param name="Block">Queries of a block.</param>
/// <param name="Count">Blocks, of the last of which some queries may be missing.</param>
/// <param name="Before">Keys before a block's own, some of which may lie before the first position.</param>
/// <param name="After">Keys after them, some of which may lie after the last; a block divides all of its keys.</param>
public sealed record SpanBand(long Block, long Count, long Before, long After)
{
    // Queries come by so many, for softmax takes as long over odd numbers of keys.
    private const long Step = 32;

    // Small products are slow, and keys are copied for each block: that takes as long as so many queries more; measured on two cores.
    private const long Own = 24;

    /// <summary>Keys of a block.</summary>
    public long Keys => Before + Block + After;

    /// <summary>Pairs of a query and a key that attention is computed of.</summary>
    public long Cells => Count * Block * Keys;

    /// <summary>That of so many positions that takes the least time, which may be one block of all.</summary>
    /// <param name="length">Positions.</param>
    /// <param name="reach">How far from a query the farthest key is that some head sees.</param>
    /// <param name="causal">Whether heads see back alone.</param>
    public static SpanBand Of(long length, long reach, bool causal = false) => Enumerable.Range(1, 4)
        .Select(steps => steps * Step)
        .Select(block => (Block: block, Around: Whole(causal ? reach : 2 * reach, block) * block))
        .Select(one => new SpanBand(one.Block, Whole(length, one.Block), causal ? one.Around : one.Around / 2, causal ? 0 : one.Around / 2))
        .Append(new(length, 1, 0, 0))
        .OrderBy(band => band.Count * (band.Block + Own) * band.Keys).First();

    private static long Whole(long positions, long block) => (positions + block - 1) / block;
}
