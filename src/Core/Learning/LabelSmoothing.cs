using Heed.Data;
using Heed.Layers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Heed.Learning;

/// <summary>
/// Cross-entropy against labels that leave a little of their probability to every token alike (Szegedy et al. 2016, section 7).
/// Label 0, padding, does not count.
/// </summary>
public static class LabelSmoothing
{
    /// <summary>Mean over the real labels of (1 - ε)·(-log p(label)) + ε·mean(-log p), in nats.</summary>
    /// <param name="logits">[n v].</param>
    /// <param name="labels">[n], int64; not all of them padding, or the mean is not a number.</param>
    /// <param name="smoothing">The probability given away, ε, in [0, 1].</param>
    /// <returns>A scalar.</returns>
    public static Tensor Loss(Tensor logits, Tensor labels, double smoothing) =>
        nn.functional.cross_entropy(logits, labels, ignore_index: Vocabulary.Padding, label_smoothing: smoothing);

    /// <summary>The same loss from what the output layer reads: only real positions get logits, some at a time.</summary>
    /// <param name="hidden">[n d].</param>
    /// <param name="table">Output weights [v d].</param>
    /// <param name="labels">[n].</param>
    /// <param name="smoothing">The probability given away, ε.</param>
    /// <returns>A scalar.</returns>
    public static Tensor FromHidden(Tensor hidden, Parameter table, int[] labels, double smoothing)
    {
        int[] real = [.. Enumerable.Range(0, labels.Length).Where(place => labels[place] != Vocabulary.Padding)];
        Tensor There(IEnumerable<int> numbers) => Ids.Flat([.. numbers], hidden.device);
        return ChunkedCrossEntropy.Loss(hidden.index_select(0, There(real)), table, There(real.Select(place => labels[place])), smoothing);
    }
}
