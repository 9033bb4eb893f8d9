using Heed.Layers;
using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>
/// Scaled dot-product attention, softmax(q·kᵀ/√e)·v (Vaswani et al. 2017, equation 1), in six equal forms. Queries are [b h q e],
/// keys and values [b g k e], of any floating type. Where g is less than h, which it divides, h/g heads after one another read the
/// same keys and values: grouped queries (Ainslie et al. 2023), for g = 1 one pair for all (Shazeer 2019).
/// </summary>
public static class Attend
{
    /// <summary>
    /// The form to train with: flat batches of matrices; <see cref="Fused"/> on a GPU, and where it is the faster or keeps less on the CPU. The weights are
    /// not kept.
    /// </summary>
    /// <param name="q">Queries [b h q e].</param>
    /// <param name="k">Keys [b g k e].</param>
    /// <param name="v">Values [b g k e].</param>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <returns>Output [b h q e]; zeros for a query that may attend nowhere.</returns>
    public static Tensor Fast(Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null)
    {
        if (q.device_type == DeviceType.CUDA || Fuses(q, k, mask))
            return Fused(q, k, v, mask, scale);
        return Living(Mixed(q, Weights(q, k, mask, scale), v), mask?.Alive);
    }

    /// <summary>Libtorch's own attention, whose memory grows with the length of sequences and not with its square (Dao et al. 2022).</summary>
    /// <inheritdoc cref="Fast"/>
    public static Tensor Fused(Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null)
    {
        var shared = q.size(1) / k.size(1);
        if (shared > 1)
            (k, v) = (k.repeat_interleave(shared, 1), v.repeat_interleave(shared, 1));
        return Living(LibTorchs(q, k, v, mask?.Bias.to(q.dtype), scale), mask?.Alive);
    }

    /// <summary>The form to train with, and the attention that each key receives: the mean over all heads and the queries that are real.</summary>
    /// <param name="q">Queries [b h q e].</param>
    /// <param name="k">Keys [b g k e].</param>
    /// <param name="v">Values [b g k e].</param>
    /// <param name="mask">What may be attended to; all if none.</param>
    /// <param name="real">Which queries are real, [b q].</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <param name="tracked">Whether gradients flow through the attention received.</param>
    /// <param name="asked">
    /// Whether the attention received is known to be asked for. Float32 sequences that keep no gradients then give it along with the output, where
    /// queries would be multiplied by keys once more.
    /// </param>
    /// <returns>Output [b h q e], and what computes the attention received, [b k], float32.</returns>
    public static (Tensor Output, Func<Tensor> Received) Weighed(
        Tensor q, Tensor k, Tensor v, AttentionMask? mask, Tensor real, Scalar? scale = null, bool tracked = false, bool asked = false)
    {
        var fuses = !tracked && Fuses(q, k, mask);
        if (fuses && asked && !is_grad_enabled())
        {
            var (output, received) = BlockedAttention.Weighed(q, k, v, mask, real, scale);
            return (Living(output, mask?.Alive), () => received);
        }

        if (fuses)
            return (Fused(q, k, v, mask, scale), () => BlockedAttention.Received(q, k, mask, real, scale));
        var weights = Weights(q, k, mask, scale);
        return (Living(Mixed(q, weights, v), mask?.Alive), () => AttentionReceived.Of(tracked ? weights : weights.detach(), q.size(1), real));
    }

    /// <summary>The form to decode with: one query a row, over keys and values that a cache holds; libtorch's own attention, for which no gradients are kept.</summary>
    /// <inheritdoc cref="Fast"/>
    /// <remarks>
    /// q = 1. Queries are brought to the type of the keys, and the output back to theirs. Several rows of queries, r·b of them, next to one
    /// another for each row of keys, values and mask, read these together, and they are not repeated.
    /// </remarks>
    /// <returns>Output [r·b h 1 e]; zeros for a query that may attend nowhere.</returns>
    public static Tensor One(Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null)
    {
        using var around = SingleQuery.Begin();
        long batch = k.size(0), rows = q.size(0) / batch, groups = k.size(1), heads = q.size(1) / groups;

        // The rows of an example, and of each the heads of a group, stand below one another, as queries of one head.
        var grouped = q.to(k.dtype);
        if (rows > 1)
            grouped = grouped.reshape(batch, rows, groups, heads, q.size(3)).transpose(1, 2);
        var output = Living(
            LibTorchs(grouped.reshape(batch, groups, rows * heads, q.size(3)), k, v, Grouped(mask?.Bias.to(k.dtype)), scale), Grouped(mask?.Alive));
        if (rows > 1)
            output = output.view(batch, groups, rows, heads, v.size(3)).transpose(1, 2);
        return output.reshape(q.size(0), q.size(1), 1, v.size(3)).to(q.dtype);

        // What a mask says, [b|1 1|h 1 ..], in the order of the queries.
        Tensor? Grouped(Tensor? told)
        {
            if (told is null || told.size(1) == 1)
                return told;
            told = told.reshape(told.size(0), groups, heads, told.size(3));
            return rows > 1 ? told.repeat(1, 1, rows, 1) : told;
        }
    }

    /// <summary>The form to decode with where it counts how much attention each key receives: of one query a row, its heads together.</summary>
    /// <inheritdoc cref="One"/>
    /// <remarks>q = 1. Queries are brought to the type of the keys, and the output back to theirs.</remarks>
    /// <returns>Output [b h 1 e], and the weights of each key, summed over the heads that read it, [b g k], in at least float32.</returns>
    public static (Tensor Output, Tensor Received) OneWeighed(Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null)
    {
        using var around = SingleQuery.Begin();
        long batch = q.size(0), heads = q.size(1), groups = k.size(1), keys = k.size(2);
        var flat = batch * groups;
        var weights = Living(Weights(q.to(k.dtype), k, mask, scale).view(batch, heads, 1, keys), mask?.Alive);
        var output = weights.view(flat, heads / groups, keys).bmm(v.reshape(flat, keys, v.size(3))).view(batch, heads, 1, v.size(3));
        return (output.to(q.dtype), ComputeType.Wide(weights).view(batch, groups, heads / groups, keys).sum(2));
    }

    /// <summary>The form to look into: the definition, line by line.</summary>
    /// <inheritdoc cref="Fast"/>
    /// <returns>Output [b h q e] and the weights of each head [b h q k]; both zero for a query that may attend nowhere.</returns>
    public static (Tensor Output, Tensor Weights) Observed(Tensor q, Tensor k, Tensor v, AttentionMask? mask, Scalar? scale = null)
    {
        var (type, shared) = (q.dtype, q.size(1) / k.size(1));
        (q, k, v) = (ComputeType.Wide(q), ComputeType.Wide(k), ComputeType.Wide(v));
        var scores = q.matmul(k.repeat_interleave(shared, 1).transpose(2, 3)) * (scale ?? Default(q.size(3)));
        if (mask is not null)
            scores = scores.Plus(mask.Bias);
        var weights = scores.softmax(-1);
        if (mask?.Alive is { } alive)
            weights *= alive;
        return (weights.matmul(v.repeat_interleave(shared, 1)).to(type), weights);
    }

    // Whether libtorch's own attention is chosen on the CPU, in float32: in bfloat16 it takes half as long again. It multiplies by MKL, which on
    // Intel's processors makes it the faster at any length; on others it takes no longer from so many keys on, and keeps no scores. Where gradients
    // flow through what is added to scores, it computes weights after all.
    private static bool Fuses(Tensor q, Tensor k, AttentionMask? mask) =>
        mask?.Bias.requires_grad != true && (Processor.IsIntel || k.size(2) >= CostPlan.Unscored)
        && q.size(1) == k.size(1) && q.dtype == ScalarType.Float32 && q.device_type == DeviceType.CPU;

    // What each query reads of each key, [b·g h/g·q k].
    internal static Tensor Weights(Tensor q, Tensor k, AttentionMask? mask, Scalar? scale)
    {
        long batch = q.size(0), heads = q.size(1), queries = q.size(2), width = q.size(3), groups = k.size(1), keys = k.size(2);
        var flat = batch * groups;

        // Scaling the queries costs q·e products instead of q·k. Three axes and bmm, because that is what BLAS takes as it is; the
        // queries of a group stand below one another, so that its keys are read once and never repeated.
        var scores = (q * (scale ?? Default(width))).reshape(flat, heads / groups * queries, width)
            .bmm(k.reshape(flat, keys, width).transpose(1, 2));
        if (mask is not null)
            scores.view(batch, heads, queries, keys).add_(mask.Bias.to(scores.dtype), Constant.Of(1));
        return scores.softmax(-1);
    }

    // What weights read of values, [b h q e].
    internal static Tensor Mixed(Tensor q, Tensor weights, Tensor v) =>
        weights.bmm(v.reshape(weights.size(0), v.size(2), v.size(3))).view(q.size(0), q.size(1), q.size(2), v.size(3));

    // libtorch divides scores by √e.
    private static Tensor LibTorchs(Tensor q, Tensor k, Tensor v, Tensor? bias, Scalar? scale) => nn.functional.scaled_dot_product_attention(
        scale is null ? q : q * scale * Constant.Of(Math.Sqrt(q.size(3))), k, v, bias);

    private static Tensor Living(Tensor output, Tensor? alive) => alive is null ? output : output * alive.to(output.dtype);

    private static Scalar Default(long headWidth) => Constant.Of(1 / Math.Sqrt(headWidth));
}
