namespace Heed.Planning;

/// <summary>
/// An allocation of a decoder's own past: a position reads its block and the one before it position by position, and of each block that lies behind
/// those what is left of it.
/// </summary>
public sealed record PastSpec : AllocatorSpec
{
    /// <summary>Positions of a block.</summary>
    public int Block { get; init; } = 32;

    /// <summary>The first layer that reads what is left, from 0; those before it read every position.</summary>
    public int FromLayer { get; init; }

    /// <summary>Positions for each that is left of blocks that lie behind, in a layer: 1 where every position is read.</summary>
    public double RatioAt(int layer) => layer < FromLayer ? 1 : Ratio;

    /// <summary>Blocks, of a text of so many positions, that some position reads as what is left of them.</summary>
    public long Behind(int layer, long length) => RatioAt(layer) == 1 ? 0 : Math.Max(0, Blocks(length) - 2);

    /// <summary>Positions that are left of those blocks; all, where only a run can tell.</summary>
    public long Kept(int layer, long length) => Behind(layer, length) * LeftOfBlock;

    /// <summary>Positions that a layer's cache has room for, of a text of so many.</summary>
    public long Slots(int layer, long length) => Behind(layer, length) == 0 ? length : Kept(layer, length) + (2 * Block);

    /// <summary>Where what a position reads position by position begins: with the block before its own.</summary>
    public long Begins(long position) => Math.Max(0, (position / Block) - 1) * Block;

    /// <summary>Positions that are left of one.</summary>
    public long LeftOfBlock => Left?.Invoke(Block, Ratio) ?? Block;

    /// <summary>Blocks of a text, of the last of which some positions may be missing.</summary>
    public long Blocks(long length) => (length + Block - 1) / Block;
}
