using Heed.Allocation;
using Heed.Layers;
using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Keys and values that decoding one token at a time would otherwise compute again at every step: those of the tokens so far, for
/// the decoder's self-attention, and those of the source, for its attention to the encoder. Memory is taken once. Layers that evict hold
/// but some of the tokens so far; those that fold hold of blocks that lie behind what is left of them.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly (Tensor Keys, Tensor Values)[] written;
    private readonly HeldPositions?[] held;
    private readonly FoldedBlocks?[] folded;
    private readonly SpanRow?[] seen;
    private readonly (Tensor Keys, Tensor Values)?[] cross;
    private readonly long rows;
    private readonly ScalarType type;
    private long beams = 1;

    /// <summary>An empty cache.</summary>
    /// <param name="layers">Decoder layers.</param>
    /// <param name="rows">Sequences decoded side by side, b.</param>
    /// <param name="heads">Heads that have keys and values of their own, g.</param>
    /// <param name="headWidth">Their width, e.</param>
    /// <param name="maximumLength">Tokens that it has room for, T.</param>
    /// <param name="device">Where the model lies; the CPU if not said.</param>
    /// <param name="dtype">
    /// The type that passes compute in. On the CPU keys and values are kept in at least float32: the products of one query each are too
    /// small for oneDNN, which is where bfloat16 is fast.
    /// </param>
    /// <param name="eviction">How many tokens layers hold; all if none.</param>
    /// <param name="past">Which blocks layers hold what is left of; none if not said.</param>
    public KeyValueCache(
        int layers, long rows, int heads, int headWidth, long maximumLength, Device? device = null, ScalarType dtype = ScalarType.Float32,
        CacheEvictionSpec? eviction = null, PastSpec? past = null)
    {
        long Slots(int layer) => past?.Slots(layer, maximumLength) ?? eviction?.Slots(maximumLength, layer) ?? maximumLength;
        Tensor Room(int layer) => empty([rows, heads, Slots(layer), headWidth], type, device).DetachFromDisposeScope();
        this.rows = rows;
        type = device is null or { type: TorchSharp.DeviceType.CPU } ? ComputeType.Wide(dtype) : dtype;
        written = [.. Enumerable.Range(0, layers).Select(layer => (Room(layer), Room(layer)))];
        held =
        [
            .. Enumerable.Range(0, layers).Select(layer => eviction is null || !eviction.At(layer)
                ? null
                : new HeldPositions(rows, heads, Slots(layer), eviction.Recent, device, ComputeType.Wide(type))),
        ];
        folded = [.. Enumerable.Range(0, layers).Select(layer => past?.Behind(layer, maximumLength) > 0 ? new FoldedBlocks(past, rows, device) : null)];
        seen = new SpanRow?[layers];
        cross = new (Tensor, Tensor)?[layers];
    }

    /// <summary>Tokens decoded so far: the position at which the next are written.</summary>
    public long Length { get; private set; }

    /// <summary>Before a layer that folds appends, once: keeps what its keys and values are made of.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="newest">Of the newest token, [b 1 d].</param>
    /// <returns>The block of which what is left is to be read from here on, for <see cref="Fold"/>; none at most tokens.</returns>
    public Sequence? Push(int layer, Tensor newest) => folded[layer]?.Push(Length, newest);

    /// <summary>Holds what is left of a block in its place.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="k">Keys of what is left, [b g m e].</param>
    /// <param name="v">Values [b g m e].</param>
    /// <param name="places">Where each stands, [b m], int64.</param>
    public void Fold(int layer, Tensor k, Tensor v, Tensor places) => folded[layer]!.Fold(written[layer], (k, v), places);

    /// <summary>Writes the keys and values of the newest tokens at <see cref="Length"/>, which stays until <see cref="Advance"/>.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="k">Keys [b g n e], n = 1 when one token is decoded at a time, as it must be where the layer evicts or folds.</param>
    /// <param name="v">Values [b g n e].</param>
    /// <returns>All keys and values so far, or those that are held, these included: views [b g len e].</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor k, Tensor v)
    {
        var (keys, values) = written[layer];
        var added = k.size(2);
        if ((held[layer] is not null || folded[layer] is not null) && added != 1)
            throw new ArgumentException($"Layer {layer} evicts or folds after each token: expected one at a time, received {added}.");
        using (no_grad())
        {
            if (held[layer]?.Replace(Length) is { } slot)
            {
                var wide = slot.unsqueeze(-1).expand(-1, -1, -1, keys.size(3)); // [b g 1 e]
                keys.scatter_(2, wide, k.to(type));
                values.scatter_(2, wide, v.to(type));
            }
            else
            {
                keys.narrow(2, Slot(layer), added).copy_(k);
                values.narrow(2, Slot(layer), added).copy_(v);
            }
        }

        var there = Math.Min(Slot(layer) + added, keys.size(2));
        return (keys.narrow(2, 0, there), values.narrow(2, 0, there));
    }

    /// <summary>
    /// Attention of the newest token, over what <see cref="Append"/> gave: <see cref="Attention.Attend.One"/>, or where the layer evicts
    /// <see cref="Attention.Attend.OneWeighed"/>, and what each token received is added up.
    /// </summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="q">Queries [b h 1 e].</param>
    /// <param name="k">Keys [b g l e].</param>
    /// <param name="v">Values [b g l e].</param>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <returns>Output [b h 1 e].</returns>
    public Tensor Attend(int layer, Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null)
    {
        if (held[layer] is not { } positions)
            return Attention.Attend.One(q, k, v, mask, scale);
        var (output, received) = Attention.Attend.OneWeighed(q, k, v, mask, scale);
        positions.Receive(received);
        return output;
    }

    /// <summary>How far behind the newest token those stand that a layer holds, after it has appended: [b g l], [b 1 l] where it folds, or [1 1 l] where it holds all; int64.</summary>
    /// <param name="layer">The layer, from 0.</param>
    public Tensor Distances(int layer) => held[layer] is { } positions
        ? positions.Behind(Length)
        : folded[layer] is { } blocks ? blocks.Distances(Length)
        : tensor([.. Enumerable.Range(0, (int)Length + 1).Select(place => Length - place)], [1, 1, Length + 1], int64, device: written[layer].Keys.device);

    /// <summary>What the heads of a layer see from the newest token, asked for once; null where they see everything before it.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="span">How far each head sees.</param>
    public SpanRow? Seen(int layer, Func<SpanMask?> span) => seen[layer] ??= span() is { } told ? new(told) : null;

    /// <summary>Ends a step, after every layer has appended.</summary>
    /// <param name="tokens">Tokens that each layer appended.</param>
    public void Advance(long tokens = 1) => Length += tokens;

    /// <summary>
    /// Lets every row go on from another's past. Where several rows answer one example, each goes on from one of these, so that the keys
    /// and values of the source stay where they are; where there is no source, from any.
    /// </summary>
    /// <param name="from">Whose past each row goes on from, [b].</param>
    /// <exception cref="ArgumentException">A row is missing, or would go on from another example's.</exception>
    public void Select(IReadOnlyList<long> from)
    {
        var together = cross.Any(layer => layer is not null) ? beams : rows;
        if (from.Count != rows || from.Where((row, place) => row < 0 || row / together != place / together).Any())
            throw new ArgumentException($"Expected a row of the same {together} for each of {rows}, received {string.Join(", ", from)}.");
        long[] moved = [.. Enumerable.Range(0, from.Count).Where(row => from[row] != row).Select(row => (long)row)];
        if (moved.Length == 0)
            return;
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var device = written[0].Keys.device;
        var (to, origins) = (tensor(moved, device: device), tensor([.. moved.Select(row => from[(int)row])], device: device));
        foreach (var (layer, (keys, values)) in written.Index())
        {
            foreach (var kept in held[layer]?.OfRows.Concat([keys, values]) ?? [keys, values])
                Move(kept.narrow(2, 0, Math.Min(Slot(layer), kept.size(2)))); // [b g len e], or [b g len]
            foreach (var kept in folded[layer]?.OfRows ?? [])
                Move(kept);
        }

        void Move(Tensor kept) => kept.index_copy_(0, to, kept.index_select(0, origins));
    }

    /// <summary>Keeps the keys and values of the source for one layer; several rows that answer one example read the same.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="k">Keys of the examples, whose rows stand next to one another, [b g s e].</param>
    /// <param name="v">Values [b g s e].</param>
    /// <exception cref="InvalidOperationException">The layer has them already.</exception>
    public void KeepCross(int layer, Tensor k, Tensor v)
    {
        beams = rows / k.size(0);
        cross[layer] = cross[layer] is null
            ? (Keep(k), Keep(v))
            : throw new InvalidOperationException($"Layer {layer} has its keys and values of the source already: they are computed once.");
    }

    /// <summary>The keys and values of the source, [b g s e], of each example, as <see cref="Attention.Attend.One"/> reads them for all of its rows.</summary>
    /// <exception cref="InvalidOperationException">The layer has none yet.</exception>
    public (Tensor Keys, Tensor Values) Cross(int layer) => cross[layer]
        ?? throw new InvalidOperationException($"Layer {layer} has no keys and values of the source: call KeepCross before decoding.");

    /// <summary>Frees all that is kept.</summary>
    public void Dispose()
    {
        foreach (var (keys, values) in written.Concat(cross.OfType<(Tensor, Tensor)>()))
        {
            keys.Dispose();
            values.Dispose();
        }

        foreach (var positions in held)
            positions?.Dispose();
        foreach (var blocks in folded)
            blocks?.Dispose();
        foreach (var row in seen)
            row?.Dispose();
    }

    // Where a layer keeps the token at Length.
    private long Slot(int layer) => folded[layer]?.Slot(Length) ?? Length;

    // In one piece: attention reads it at every step, and as a split view it would be gathered anew each time.
    private Tensor Keep(Tensor x) => x.detach().to(type).contiguous().DetachFromDisposeScope();
}
