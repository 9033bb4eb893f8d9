using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>The position-wise feed-forward network, by what stands between its matrices. Each position by itself.</summary>
public static class FeedForward
{
    /// <summary>down(dropout(max(0, up(x)))) (Vaswani et al. 2017, equation 2). Keeps [.. d].</summary>
    /// <param name="x">[.. d].</param>
    /// <param name="up">d → hidden width.</param>
    /// <param name="down">Hidden width → d.</param>
    /// <param name="dropout">What falls out of the hidden layer.</param>
    public static Tensor Relu(Tensor x, LinearWeights up, LinearWeights down, Dropout dropout) =>
        Linear.Apply(dropout.Apply(Linear.Apply(x, up).relu_()), down);

    /// <summary>down(dropout(gelu(up(x)))), gelu(y) = y·Φ(y) by the error function (Hendrycks and Gimpel 2016). Keeps [.. d].</summary>
    /// <inheritdoc cref="Relu(Tensor, LinearWeights, LinearWeights, Dropout)"/>
    public static Tensor Gelu(Tensor x, LinearWeights up, LinearWeights down, Dropout dropout) =>
        Linear.Apply(dropout.Apply(nn.functional.gelu(Linear.Apply(x, up))), down);

    /// <summary>down(dropout(swish(gate(x)) · up(x))), swish(y) = y·sigmoid(y) (Shazeer 2020, equation 5). Keeps [.. d].</summary>
    /// <param name="x">[.. d].</param>
    /// <param name="gate">d → hidden width.</param>
    /// <param name="up">d → hidden width.</param>
    /// <param name="down">Hidden width → d.</param>
    /// <param name="dropout">What falls out of the hidden layer.</param>
    public static Tensor SwiGlu(Tensor x, LinearWeights gate, LinearWeights up, LinearWeights down, Dropout dropout) =>
        Linear.Apply(dropout.Apply(nn.functional.silu(Linear.Apply(x, gate)) * Linear.Apply(x, up)), down);

    /// <summary>down(max(0, up(x))) with matrices in 8 bits. Keeps [.. d].</summary>
    public static Tensor Relu(Tensor x, LinearWeights up, LinearWeights down, Int8Weights rounded) =>
        rounded.Apply(rounded.Apply(x, up).relu_(), down);

    /// <summary>down(gelu(up(x))) with matrices in 8 bits. Keeps [.. d].</summary>
    public static Tensor Gelu(Tensor x, LinearWeights up, LinearWeights down, Int8Weights rounded) =>
        rounded.Apply(nn.functional.gelu(rounded.Apply(x, up)), down);

    /// <summary>down(swish(gate(x)) · up(x)) with matrices in 8 bits. Keeps [.. d].</summary>
    public static Tensor SwiGlu(Tensor x, LinearWeights gate, LinearWeights up, LinearWeights down, Int8Weights rounded) =>
        rounded.Apply(nn.functional.silu(rounded.Apply(x, gate)) * rounded.Apply(x, up), down);
}
