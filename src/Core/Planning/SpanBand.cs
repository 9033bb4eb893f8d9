namespace Heed.Planning;

/// <summary>Queries in blocks after one another, each with the keys that are within reach of one of its queries: what attention is computed of where heads see only so far.</summary>
/// <param name="Reach">How far from a query a key is at the most.</param>
/// <param name="Block">Queries of a block.</param>
/// <param name="Count">Blocks; of the last some queries may be missing.</param>
public sealed record SpanBand(long Reach, long Block, long Count)
{
    // Fewer queries make products too small to be fast.
    private const long Least = 32;

    /// <summary>Keys of a block, some of which may lie before the first position or after the last.</summary>
    public long Keys => Block + (2 * Reach);

    /// <summary>Pairs of a query and a key that attention is computed of.</summary>
    public long Cells => Block * Count * Keys;

    /// <summary>That of so many positions; null where it is no less work than all pairs.</summary>
    /// <param name="length">Positions.</param>
    /// <param name="reach">How far from a query the farthest key is that some head sees.</param>
    public static SpanBand? Of(long length, long reach)
    {
        var block = Math.Max(Least, reach / 2);
        var band = new SpanBand(reach, block, (length + block - 1) / block);
        return band.Cells < length * length ? band : null;
    }
}
