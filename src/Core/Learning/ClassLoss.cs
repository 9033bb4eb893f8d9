using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>Cross-entropy of classes, of which every number is one: 0 too.</summary>
public static class ClassLoss
{
    /// <summary>Mean of (1 - ε)·(-log p(class)) + ε·mean(-log p), in nats (Szegedy et al. 2016, section 7).</summary>
    /// <param name="logits">[b c].</param>
    /// <param name="classes">[b], int64.</param>
    /// <param name="smoothing">The probability given away, ε, in [0, 1].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Of(Tensor logits, Tensor classes, double smoothing) =>
        nn.functional.cross_entropy(logits, classes, label_smoothing: smoothing);
}
