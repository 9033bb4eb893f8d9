using Heed.Allocation;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>Of one layer's cache that evicts: where the positions stand that it holds, and what attention each received (H2O: Zhang et al. 2023, algorithm 1).</summary>
internal sealed class HeldPositions : IDisposable
{
    private readonly Tensor places;
    private readonly Tensor received;
    private readonly int recent;

    /// <summary>Nothing is held yet.</summary>
    /// <param name="rows">Sequences decoded side by side, b.</param>
    /// <param name="heads">Heads that have keys and values of their own, g.</param>
    /// <param name="slots">Positions that there is room for, l.</param>
    /// <param name="recent">How many of the newest stay whatever they received.</param>
    /// <param name="device">Where the model lies; the CPU if not said.</param>
    /// <param name="dtype">The type that attention is summed in.</param>
    public HeldPositions(long rows, int heads, long slots, int recent, Device? device, ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        this.recent = recent;

        // As long as there is room a position is written at its own number.
        places = Places.Range(slots, device).repeat(rows, heads, 1).DetachFromDisposeScope();
        received = zeros([rows, heads, slots], dtype, device).DetachFromDisposeScope();
    }

    /// <summary>What moves when rows change places, each [b g l].</summary>
    public IEnumerable<Tensor> OfRows => [places, received];

    /// <summary>Gives a new position the slot of one that leaves, where no other is free.</summary>
    /// <param name="position">The new position.</param>
    /// <returns>The slot, [b g 1]; null where there is room.</returns>
    public Tensor? Replace(long position)
    {
        if (position < places.size(2))
            return null;
        var slot = HeavyHitters.Evicted(received, places, position - recent + 1); // [b g 1]
        places.scatter_(2, slot, tensor(position, int64, places.device).expand_as(slot));
        received.scatter_(2, slot, slot.to(received.dtype).zero_());
        return slot;
    }

    /// <summary>How far behind a position those stand that are held, [b g l], int64.</summary>
    public Tensor Behind(long position) => tensor(position, int64, places.device) - places.narrow(2, 0, Math.Min(position + 1, places.size(2)));

    /// <summary>Adds the attention that the held positions received in a step, [b g l].</summary>
    public void Receive(Tensor weights)
    {
        using var untracked = no_grad();
        received.narrow(2, 0, weights.size(2)).add_(weights, Constant.Of(1));
    }

    /// <summary>Frees what is kept.</summary>
    public void Dispose()
    {
        places.Dispose();
        received.Dispose();
    }
}
