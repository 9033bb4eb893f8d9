using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>Cross-entropy of sets of classes, of which any number fits: each class is a question of its own, answered yes or no.</summary>
public static class ClassSetLoss
{
    /// <summary>
    /// Mean over rows of the sum over classes of -y·log σ(x) - (1 - y)·log(1 - σ(x)), in nats; smoothing moves every y by ε towards a half
    /// (y·(1 - ε) + ε/2).
    /// </summary>
    /// <param name="logits">[b c].</param>
    /// <param name="fits">1 where a class fits, else 0, row by row [b·c], int64.</param>
    /// <param name="smoothing">ε, in [0, 1].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Of(Tensor logits, Tensor fits, double smoothing)
    {
        var wanted = (fits.view_as(logits).to(logits.dtype) * Constant.Of(1 - smoothing)).Plus(Constant.Of(smoothing / 2)); // [b c]
        return nn.functional.binary_cross_entropy_with_logits(logits, wanted, reduction: nn.Reduction.None).sum(1).mean();
    }
}
