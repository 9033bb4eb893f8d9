using Heed.Data;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>
/// Decoding that draws every token by its probability. What is drawn depends on the seeds, the question and the position alone, so an
/// answer is the same whatever is asked beside it (but for what rounding of a larger batch may do to a token at the very edge of a draw).
/// </summary>
public static class Sampling
{
    /// <summary>Decodes rows side by side, until each has ended or has the greatest length.</summary>
    /// <param name="next">One step, as for <see cref="Greedy.Decode"/>.</param>
    /// <param name="sampling">What is drawn from; its penalty comes first, then temperature, then the k likeliest, then the nucleus of these.</param>
    /// <param name="keys">What the draws of each row come from, [b].</param>
    /// <param name="bounds">Where answers begin and end.</param>
    /// <returns>The tokens of each row, without start and end.</returns>
    public static int[][] Decode(Func<Tensor, Tensor> next, SamplingSpec sampling, IReadOnlyList<ulong> keys, Bounds bounds) =>
        OneByOne.Decode(next, (logits, position) => Draw(Keep(logits, sampling), Units(keys, position, bounds.Device)), sampling, bounds);

    /// <summary>What the draws of each row of a batch come from: the seeds, the task and the question, or what is begun, its padding left out.</summary>
    public static ulong[] Keys(long seed, SamplingSpec sampling, int task, Batch batch) =>
    [
        .. (batch.Source.Length > 0 ? batch.Source.Chunk(batch.SourceLength) : batch.Decoder.Chunk(batch.TargetLength)).Select(row =>
            SplitMix.Key([seed, sampling.Seed, task, .. row.Where(id => id != Vocabulary.Padding).Select(id => (long)id)])),
    ];

    /// <summary>Logits [b v] → logits [b v] of what is drawn from; the rest is at -∞.</summary>
    public static Tensor Keep(Tensor logits, SamplingSpec sampling)
    {
        var warm = Temperature.Apply(logits, sampling.Temperature);
        return TopP.Keep(sampling.TopK > 0 ? TopK.Keep(warm, sampling.TopK) : warm, sampling.TopP);
    }

    /// <summary>Draws a token of each row: logits [b v] and numbers from 0 to below 1 [b] → tokens [b].</summary>
    /// <param name="logits">Logits [b v]; one at -∞ is never drawn.</param>
    /// <param name="units">Where in the summed probabilities, in the order of ids, each draw falls; [b], float64.</param>
    public static Tensor Draw(Tensor logits, Tensor units)
    {
        var mass = logits.to(float64).softmax(-1).cumsum(-1); // [b v]
        var place = units.unsqueeze(1) * mass.narrow(1, mass.size(1) - 1, 1); // [b 1]
        return mass.le(place).sum(-1); // [b]
    }

    // Not nearer to 1 than 2⁻³²: times the sum it must stay below it, or the draw falls behind the last token.
    private static Tensor Units(IReadOnlyList<ulong> keys, int position, Device? device) => tensor(
        keys.Select(key => Math.Min(new SplitMix(SplitMix.Key((long)key, position)).NextUnit(), 1 - Math.Pow(2, -32))).ToArray(),
        dtype: float64, device: device);
}
