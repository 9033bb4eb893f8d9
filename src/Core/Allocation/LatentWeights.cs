using Heed.Attention;
using Heed.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Allocation;

/// <summary>Weights of latents that stand in the place of positions.</summary>
/// <param name="Latents">What they are before they ask, [n d].</param>
/// <param name="Ask">How they ask positions.</param>
/// <param name="Tell">How positions ask them.</param>
public sealed record LatentWeights(Parameter Latents, CrossWeights Ask, CrossWeights Tell)
{
    /// <summary>Weights under a name.</summary>
    /// <param name="weights">Where they are kept.</param>
    /// <param name="name">Their name.</param>
    /// <param name="count">How many latents, n.</param>
    /// <param name="width">The width d.</param>
    public static LatentWeights Of(WeightStore weights, string name, int count, int width) =>
        new(weights.Embedding(name, count, width), CrossWeights.Of(weights, $"{name}.ask", width), CrossWeights.Of(weights, $"{name}.tell", width));
}

/// <summary>Weights of attention from one sequence to another; each d → d.</summary>
/// <param name="Query">Of who asks.</param>
/// <param name="Key">Of what is asked.</param>
/// <param name="Value">Of what is asked.</param>
/// <param name="Output">Of what comes together.</param>
public sealed record CrossWeights(LinearWeights Query, LinearWeights Key, LinearWeights Value, LinearWeights Output)
{
    /// <summary>Weights under a name.</summary>
    public static CrossWeights Of(WeightStore weights, string name, int width)
    {
        return new(Map("query"), Map("key"), Map("value"), Map("output"));

        LinearWeights Map(string part) => weights.Linear($"{name}.{part}", width, width);
    }

    /// <summary>What states [b q d] are told by others [b k d]: [b q d].</summary>
    internal Tensor Attend(Tensor asks, Tensor asked, AttentionMask mask, int heads) => Linear.Apply(
        Heads.Join(Attention.Attend.Fast(Split(asks, Query, heads), Split(asked, Key, heads), Split(asked, Value, heads), mask)), Output);

    /// <summary>How much they read of each, the mean over heads: [b q k].</summary>
    internal Tensor Weights(Tensor asks, Tensor asked, AttentionMask mask, int heads) => Attention.Attend
        .Observed(Split(asks, Query, heads), Split(asked, Key, heads), Split(asked, Value, heads), mask).Weights.mean([1]);

    // [b l d] → [b h l e].
    private static Tensor Split(Tensor x, LinearWeights w, int heads) => Heads.Split(Linear.Apply(x, w), heads);
}
