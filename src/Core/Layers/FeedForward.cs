using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>The position-wise feed-forward network (Vaswani et al. 2017, equation 2).</summary>
public static class FeedForward
{
    /// <summary>down(dropout(relu(up(x)))): each position by itself. Keeps [.. d].</summary>
    /// <param name="x">[.. d].</param>
    /// <param name="up">d → hidden width.</param>
    /// <param name="down">Hidden width → d.</param>
    /// <param name="dropout">What falls out of the hidden layer.</param>
    public static Tensor Apply(Tensor x, LinearWeights up, LinearWeights down, Dropout dropout) =>
        Linear.Apply(dropout.Apply(Linear.Apply(x, up).relu_()), down);
}
