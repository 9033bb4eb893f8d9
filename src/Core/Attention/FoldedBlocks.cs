using Heed.Allocation;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Of one layer's cache that reads blocks that lie behind as what is left of them: what keys and values are made of at the positions that may come to
/// lie in such a block, and where those stand that are left.
/// </summary>
internal sealed class FoldedBlocks(PastSpec spec, long rows, Device? device) : IDisposable
{
    private readonly List<Tensor> places = [];
    private Tensor? states;
    private long left;

    /// <summary>Positions of the text that stand in slots of their own no more.</summary>
    public long Folded { get; private set; }

    /// <summary>The slot of a position, after those of what is left.</summary>
    public long Slot(long position) => left + position - Folded;

    /// <summary>What moves when rows change places, [b …].</summary>
    public IEnumerable<Tensor> OfRows => states is null ? places : places.Append(states);

    /// <summary>Keeps what keys and values of a new position are made of, [b 1 d].</summary>
    /// <returns>The block that lies behind from here on, for <see cref="Fold"/>; none at most positions.</returns>
    public Sequence? Push(long position, Tensor newest)
    {
        using var untracked = no_grad();
        states ??= empty([rows, 2 * spec.Block, newest.size(2)], newest.dtype, device).DetachFromDisposeScope();
        Sequence? block = null;
        if (position - Folded == 2 * spec.Block)
        {
            var at = Places.Range(spec.Block, device, Folded).expand(rows, -1);
            block = new(states.narrow(1, 0, spec.Block).clone(), ones([rows, spec.Block], float32, states.device), at);
            Down(states, 1, 0);
        }

        states.narrow(1, position - (block is null ? Folded : Folded + spec.Block), 1).copy_(newest);
        return block;
    }

    /// <summary>Puts what is left of the oldest block into its slots' place, and the block after it behind that.</summary>
    /// <param name="kept">Keys, and values, of every slot, [b g l e].</param>
    /// <param name="of">Keys, and values, of what is left, [b g m e].</param>
    /// <param name="at">Where each of what is left stands, [b m], int64.</param>
    public void Fold((Tensor Keys, Tensor Values) kept, (Tensor Keys, Tensor Values) of, Tensor at)
    {
        using var untracked = no_grad();
        var count = at.size(1);
        foreach (var (slots, states) in new[] { (kept.Keys, of.Keys), (kept.Values, of.Values) })
        {
            Down(slots, 2, left, count);
            slots.narrow(2, left, count).copy_(states);
        }

        places.Add(at.contiguous().clone().DetachFromDisposeScope());
        left += count;
        Folded += spec.Block;
    }

    /// <summary>How far behind a position those stand that slots hold, [b 1 l], int64.</summary>
    public Tensor Distances(long position)
    {
        var own = Places.Range(position + 1 - Folded, device, Folded).expand(rows, -1);
        return (tensor(position, int64, device: device) - cat([.. places, own], 1)).unsqueeze(1);
    }

    /// <summary>Frees what is kept.</summary>
    public void Dispose()
    {
        places.ForEach(at => at.Dispose());
        states?.Dispose();
    }

    // The second block from a slot on goes down, to leave room for so many before it.
    private void Down(Tensor slots, long along, long first, long room = 0) =>
        slots.narrow(along, first + room, spec.Block).copy_(slots.narrow(along, first + spec.Block, spec.Block).clone());
}
