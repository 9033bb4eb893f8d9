using Heed.Attention;
using Heed.Planning;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Tests;

/// <summary>A text that is decoded over one layer's cache: its queries, keys and values at every position, drawn from a seed, and what may be held of it.</summary>
internal sealed class EvictionCase
{
    private readonly bool biased;

    public EvictionCase(Seed seed)
    {
        Draw = seed.Draw(ScalarType.Float64);
        (Rows, Groups, Shared, Length) = (Draw.Below(1, 4), Draw.Below(1, 4), Draw.Below(1, 4), Draw.Below(1, 13));
        Spec = new() { Budget = Draw.Below(1, 7), Recent = 1, FromLayer = 0 };
        Spec = Spec with { Recent = Draw.Below(1, Spec.Budget + 1) };
        var width = Draw.Below(1, 5);
        Q = Draw.Normal(Rows, Groups * Shared, Length, width) * 2;
        K = Draw.Normal(Rows, Groups, Length, width) * 2;
        V = Draw.Normal(Rows, Groups, Length, width);
        biased = Draw.Coin();
        Bias = Draw.Normal(Groups * Shared, Length) * 2;
        Scale = Draw.Coin() ? Layers.Constant.Of(0.7) : null;
    }

    public Draw Draw { get; }

    public CacheEvictionSpec Spec { get; }

    public int Rows { get; }

    public int Groups { get; }

    /// <summary>Heads that read the keys of one group.</summary>
    public int Shared { get; }

    public int Length { get; }

    public Tensor Q { get; }

    public Tensor K { get; }

    public Tensor V { get; set; }

    /// <summary>What is added to the score of a key so far behind, [h l].</summary>
    public Tensor Bias { get; }

    public Scalar? Scale { get; }

    /// <summary>An empty cache; of more room than is needed.</summary>
    public KeyValueCache Cache(CacheEvictionSpec? eviction) => new(1, Rows, Groups, (int)K.size(3), Length + 3, dtype: ScalarType.Float64, eviction: eviction);

    /// <summary>The attention at a position, whose cache holds those before: [b h 1 e].</summary>
    public (Tensor Output, Tensor Keys, Tensor Distances) Step(KeyValueCache cache, int place, Tensor? rows = null)
    {
        Tensor At(Tensor x) => (rows is null ? x : x.index_select(0, rows)).narrow(2, place, 1);
        var (keys, values) = cache.Append(0, At(K), At(V));
        var distances = cache.Distances(0);
        var output = cache.Attend(0, At(Q), keys, values, Mask(distances), Scale);
        cache.Advance();
        return (output, keys, distances);
    }

    // The bias of every head at every distance, [b|1 h 1 l].
    private AttentionMask? Mask(Tensor distances)
    {
        if (!biased)
            return null;
        var every = distances.expand(distances.size(0), Groups, -1).repeat_interleave(Shared, 1); // [b|1 h l]
        return new(Bias.unsqueeze(0).expand(every.size(0), -1, -1).gather(2, every).unsqueeze(2), null);
    }

    /// <summary>The score of a key for a query, as its definition says.</summary>
    public double Score(int row, int head, int query, int key) =>
        ((Q[row, head, query] * K[row, head / Shared, key]).sum().item<double>() * (Scale is null ? 1 / Math.Sqrt(K.size(3)) : 0.7))
        + (biased ? Bias[head, query - key].item<double>() : 0);
}
