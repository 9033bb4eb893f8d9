using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>
/// Attention with linear biases (ALiBi, Press et al. 2022, section 3): a score falls with the distance of query and key, in each head
/// at another slope. In an encoder the distance counts the same on both sides.
/// </summary>
public static class Alibi
{
    /// <summary>
    /// The slope of each head: 2^(-8i/h) for i from 1 to h where h is a power of two; else those of the nearest power below, then every
    /// other of the power above, as in the authors' implementation.
    /// </summary>
    /// <param name="heads">Heads, h; any number from 1.</param>
    /// <param name="device">Where they will be used; the CPU if not said.</param>
    /// <returns>[h 1 1], float32.</returns>
    public static Tensor Slopes(int heads, Device? device = null)
    {
        var below = (int)Math.Pow(2, Math.Floor(Math.Log2(heads)));
        var slopes = Geometric(below).Concat(Geometric(2 * below).Where((_, place) => place % 2 == 0)).Take(heads);
        return tensor([.. slopes], [heads, 1, 1], device: device);
    }

    /// <summary>What is added to scores: minus slope times distance. The queries are the last of the keys' positions.</summary>
    /// <param name="slopes">From <see cref="Slopes"/>.</param>
    /// <param name="queries">Queries, q; at most k.</param>
    /// <param name="keys">Keys, k.</param>
    /// <returns>[1 h q k], float32; for <see cref="Attention.AttentionMask.Biased"/>.</returns>
    public static Tensor Bias(Tensor slopes, long queries, long keys)
    {
        var at = ones([keys], float32, slopes.device).cumsum(0); // from 1, which no distance tells
        var distance = (at.narrow(0, keys - queries, queries).unsqueeze(1) - at).abs_(); // [q k]
        return (slopes * distance).neg_().unsqueeze(0);
    }

    /// <summary>The same between positions wherever they stand.</summary>
    /// <param name="slopes">From <see cref="Slopes"/>.</param>
    /// <param name="queries">Where queries stand, [b q], int64.</param>
    /// <param name="keys">Where keys stand, [b k], int64.</param>
    /// <returns>[b h q k], float32.</returns>
    public static Tensor Between(Tensor slopes, Tensor queries, Tensor keys)
    {
        var distance = (queries.unsqueeze(2) - keys.unsqueeze(1)).abs_().to(float32); // [b q k]
        return (slopes.unsqueeze(0) * distance.unsqueeze(1)).neg_();
    }

    /// <summary>What is added to the scores of one query, whose keys stand anywhere before it: minus slope times distance.</summary>
    /// <param name="slopes">From <see cref="Slopes"/>.</param>
    /// <param name="distances">How far behind the query each key stands, [b|1 g|1 k], int64; where g is not 1, of heads after one another h/g share one.</param>
    /// <returns>[b|1 h 1 k], float32; for <see cref="Attention.AttentionMask.Biased"/>.</returns>
    public static Tensor Behind(Tensor slopes, Tensor distances)
    {
        var shared = distances.size(1) == 1 ? 1 : slopes.size(0) / distances.size(1);
        return (slopes * distances.to(float32).repeat_interleave(shared, 1).unsqueeze(2)).neg_();
    }

    private static IEnumerable<float> Geometric(int heads) =>
        Enumerable.Range(1, heads).Select(head => (float)Math.Pow(2, -8.0 * head / heads));
}
