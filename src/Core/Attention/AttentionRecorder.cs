using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Runs every attention of a model and, unless <see cref="Off"/>, keeps the weights, the attention maps of a report, and what allocated layers
/// worked on.
/// </summary>
public sealed class AttentionRecorder : IDisposable
{
    private readonly bool keeps;
    private readonly List<AttentionMap> maps = [];
    private readonly List<LayerAllocation> allocations = [];
    private readonly Dictionary<AttentionPlace, Tensor> shares = [];

    /// <summary>A recorder that keeps the weights of each attention it runs, until it is disposed.</summary>
    public AttentionRecorder()
        : this(keeps: true)
    {
    }

    private AttentionRecorder(bool keeps) => this.keeps = keeps;

    /// <summary>Keeps nothing and costs nothing: attention runs in its fast form.</summary>
    public static AttentionRecorder Off { get; } = new(keeps: false);

    /// <summary>What was kept, in the order in which it ran.</summary>
    public IReadOnlyList<AttentionMap> Maps => maps;

    /// <summary>What each layer of an encoder whose attention is allocated worked on, in the order in which they ran; then what the last one's attention left.</summary>
    public IReadOnlyList<LayerAllocation> Allocations => allocations;

    /// <summary>
    /// Attention of one layer: <see cref="Attention.Attend.Fast"/>, or <see cref="SpanAttention.Fast"/> where heads see only so far; or
    /// <see cref="Attention.Attend.Observed"/> while recording.
    /// </summary>
    /// <param name="place">Where the layer stands.</param>
    /// <param name="layer">Its index, from 0.</param>
    /// <param name="q">Queries [b h q e].</param>
    /// <param name="k">Keys [b g k e].</param>
    /// <param name="v">Values [b g k e].</param>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <param name="span">How far each head sees; everything if not said.</param>
    /// <returns>Output [b h q e].</returns>
    public Tensor Attend(
        AttentionPlace place, int layer, Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null, SpanMask? span = null) => Attend(
            place, layer,
            () => span is null ? Attention.Attend.Fast(q, k, v, mask, scale) : SpanAttention.Fast(q, k, v, mask, span, scale),
            () => Attention.Attend.Observed(q, k, v, span is null ? mask : SpanAttention.Mask(mask, span, q.size(2)), scale));

    /// <summary>Attention of one layer in forms of its own.</summary>
    /// <param name="place">Where the layer stands.</param>
    /// <param name="layer">Its index, from 0.</param>
    /// <param name="fast">The form to train with, [b h q e].</param>
    /// <param name="observed">The form to look into, with its weights [b h q k].</param>
    /// <returns>Output [b h q e].</returns>
    public Tensor Attend(AttentionPlace place, int layer, Func<Tensor> fast, Func<(Tensor Output, Tensor Weights)> observed)
    {
        if (!keeps)
            return fast();
        var (output, weights) = observed();
        Keep(place, layer, weights);
        return output;
    }

    /// <summary>Attention of one layer that says what each key received: <see cref="Attention.Attend.Weighed"/>.</summary>
    /// <param name="place">Where the layer stands.</param>
    /// <param name="layer">Its index, from 0.</param>
    /// <param name="q">Queries [b h q e].</param>
    /// <param name="k">Keys [b g k e].</param>
    /// <param name="v">Values [b g k e].</param>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="real">Which queries are real, [b q].</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <param name="told">Of which positions weights [b h q k] are to be told, where these are others than were read; asked for while recording.</param>
    /// <param name="tracked">Whether gradients flow through the attention received.</param>
    /// <param name="asked">Whether the attention received is known to be asked for.</param>
    /// <returns>Output [b h q e], and what computes the attention received, [b k].</returns>
    public (Tensor Output, Func<Tensor> Received) Weigh(
        AttentionPlace place, int layer, Tensor q, Tensor k, Tensor v, AttentionMask? mask, Tensor real, Scalar? scale = null,
        Func<Tensor, Tensor>? told = null, bool tracked = false, bool asked = false)
    {
        var (output, received) = Attention.Attend.Weighed(q, k, v, mask, real, scale, tracked, asked);
        if (keeps)
        {
            var weights = Attention.Attend.Observed(q, k, v, mask, scale).Weights;
            Keep(place, layer, told is null ? weights : told(weights));
        }

        return (output, received);
    }

    /// <summary>Keeps weights that were computed elsewhere; nothing while it is off.</summary>
    /// <param name="place">Where they were computed.</param>
    /// <param name="layer">The layer's index, from 0.</param>
    /// <param name="weights">[b h q k].</param>
    public void Keep(AttentionPlace place, int layer, Tensor weights)
    {
        if (keeps)
            maps.Add(new(place, layer, Own(shares.TryGetValue(place, out var told) ? weights.matmul(told.unsqueeze(1).to(weights.dtype)) : weights)));
    }

    /// <summary>From here on, maps of a place are told of the positions that its keys are made of; nothing while it is off.</summary>
    /// <param name="place">The place.</param>
    /// <param name="made">Of which positions each key is made, [b k s]; asked for while recording.</param>
    public void Tell(AttentionPlace place, Func<Tensor> made)
    {
        if (keeps)
            shares[place] = made();
    }

    /// <summary>Keeps what an encoder's layer works on; nothing while it is off.</summary>
    /// <param name="layer">The layer's index, from 0.</param>
    /// <param name="shares">Of which positions each that it works on is made, [b r s]; asked for while recording.</param>
    public void Keep(int layer, Func<Tensor> shares)
    {
        if (keeps)
            allocations.Add(new(layer, Own(shares())));
    }

    /// <summary>Keeps what went on from the attention of an encoder's last layer, where that leaves out any; nothing while it is off.</summary>
    /// <param name="shares">Of which positions each that went on is made, [b r s]; asked for while recording.</param>
    public void KeepLeft(Func<Tensor> shares) => Keep(LayerAllocation.AfterLast, shares);

    /// <summary>Frees what was kept.</summary>
    public void Dispose()
    {
        maps.ForEach(map => map.Weights.Dispose());
        maps.Clear();
        allocations.ForEach(allocation => allocation.Shares.Dispose());
        allocations.Clear();
    }

    private static Tensor Own(Tensor kept) => kept.detach().to(float32).cpu().clone().DetachFromDisposeScope();
}

/// <summary>The attention weights of one layer in one pass.</summary>
/// <param name="Place">Where the layer stands.</param>
/// <param name="Layer">Its index among the layers of its stack, from 0.</param>
/// <param name="Weights">[b h q k], float32 on the CPU; every row sums to 1, or is zero where nothing was allowed.</param>
public sealed record AttentionMap(AttentionPlace Place, int Layer, Tensor Weights);

/// <summary>What one layer of an encoder worked on in one pass.</summary>
/// <param name="Layer">Its index among the layers, from 0; or <see cref="AfterLast"/>.</param>
/// <param name="Shares">
/// Of which positions each that its attention read from is made, [b r s], float32 on the CPU: a row sums to 1, or is 0 for padding. The column
/// of a position that the layer left out is 0.
/// </param>
public sealed record LayerAllocation(int Layer, Tensor Shares)
{
    /// <summary>In the place of a layer's index: what went on from the last layer's attention, which no other reads.</summary>
    public const int AfterLast = -1;
}
