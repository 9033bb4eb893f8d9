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
    /// <param name="shares">Of which positions each key is made, [b k s], where it is not one; asked for while recording.</param>
    /// <returns>Output [b h q e].</returns>
    public Tensor Attend(
        AttentionPlace place, int layer, Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null, Func<Tensor>? shares = null)
    {
        if (!keeps)
            return Attention.Attend.Fast(q, k, v, mask, scale);
        var (output, weights) = Attention.Attend.Observed(q, k, v, mask, scale);
        Keep(place, layer, shares is null ? weights : weights.matmul(shares().to(weights.dtype).unsqueeze(1)));
        return output;
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
