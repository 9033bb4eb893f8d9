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

    /// <summary>[b q d] → [b h q e].</summary>
    internal Tensor Queries(Tensor x, int heads) => Heads.Split(Linear.Apply(x, Query), heads);

    /// <summary>[b k d] → [b h k e].</summary>
    internal Tensor Keys(Tensor x, int heads) => Heads.Split(Linear.Apply(x, Key), heads);

    /// <summary>[b k d] → [b h k e].</summary>
    internal Tensor Values(Tensor x, int heads) => Heads.Split(Linear.Apply(x, Value), heads);

    /// <summary>[b h q e] → [b q d].</summary>
    internal Tensor Mixed(Tensor output) => Linear.Apply(Heads.Join(output), Output);
}
