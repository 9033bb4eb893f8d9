using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>Runs every attention of a model and, unless <see cref="Off"/>, keeps the weights: the attention maps of a report.</summary>
public sealed class AttentionRecorder : IDisposable
{
    private readonly bool keeps;
    private readonly List<AttentionMap> maps = [];

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

    /// <summary>
    /// Attention of one layer: <see cref="Attention.Attend.Fast"/>, or <see cref="Attention.Attend.Observed"/> while recording.
    /// </summary>
    /// <param name="place">Where the layer stands.</param>
    /// <param name="layer">Its index, from 0.</param>
    /// <param name="q">Queries [b h q e].</param>
    /// <param name="k">Keys [b g k e].</param>
    /// <param name="v">Values [b g k e].</param>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <returns>Output [b h q e].</returns>
    public Tensor Attend(AttentionPlace place, int layer, Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null)
    {
        if (!keeps)
            return Attention.Attend.Fast(q, k, v, mask, scale);
        var (output, weights) = Attention.Attend.Observed(q, k, v, mask, scale);
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
    /// <returns>Output [b h q e], and what computes the attention received, [b k].</returns>
    public (Tensor Output, Func<Tensor> Received) Weigh(
        AttentionPlace place, int layer, Tensor q, Tensor k, Tensor v, AttentionMask? mask, Tensor real, Scalar? scale = null,
        Func<Tensor, Tensor>? told = null)
    {
        var (output, received) = Attention.Attend.Weighed(q, k, v, mask, real, scale);
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
            maps.Add(new(place, layer, weights.detach().to(float32).cpu().clone().DetachFromDisposeScope()));
    }

    /// <summary>Frees the maps.</summary>
    public void Dispose()
    {
        maps.ForEach(map => map.Weights.Dispose());
        maps.Clear();
    }
}

/// <summary>The attention weights of one layer in one pass.</summary>
/// <param name="Place">Where the layer stands.</param>
/// <param name="Layer">Its index among the layers of its stack, from 0.</param>
/// <param name="Weights">[b h q k], float32 on the CPU; every row sums to 1, or is zero where nothing was allowed.</param>
public sealed record AttentionMap(AttentionPlace Place, int Layer, Tensor Weights);
