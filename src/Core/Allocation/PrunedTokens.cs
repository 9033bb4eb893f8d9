using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The positions that receive as much attention as a learned threshold, or more, go on; the others skip what follows, and come back as they were
/// (learned token pruning, LTP: Kim et al. 2022, sections 3.2 and 3.3). Thresholds are told in the attention that each position of the longest
/// sequence would receive if all received the same.
/// </summary>
public static class PrunedTokens
{
    /// <summary>What outputs are multiplied by while thresholds are learned: σ((importance - threshold) / temperature), the soft mask of section 3.3.</summary>
    /// <param name="received">The attention that each position received, its importance, [b s].</param>
    /// <param name="threshold">[1].</param>
    /// <param name="longest">Positions of the longest sequence.</param>
    /// <param name="temperature">How softly it falls, in the threshold's unit.</param>
    /// <returns>[b s], from 0 to 1; gradients flow to importance and threshold.</returns>
    public static Tensor Soft(Tensor received, Tensor threshold, long longest, double temperature) =>
        (((received * Constant.Of(longest)) - threshold) / Constant.Of(temperature)).sigmoid();

    /// <summary>The shorter sequence; of each row at least the position that received most, of equals the first.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="received">The attention that each position received, [b s]; no gradients flow through it, nor to the threshold.</param>
    /// <param name="threshold">[1]; none where nothing is pruned.</param>
    /// <param name="longest">Positions of the longest sequence.</param>
    public static Reduction Hard(Sequence sequence, Func<Tensor> received, Tensor? threshold, long longest)
    {
        if (threshold is null)
            return Reduction.Whole(sequence);
        var importance = Places.Ranked(sequence, received()) * Constant.Of(longest); // [b s]
        var (most, _) = Places.Best(importance, [.. Enumerable.Repeat(1L, (int)importance.size(0))]); // [b 1]
        var first = zeros_like(importance).scatter(1, most, ones_like(importance)).to(@bool);
        return Reduction.Chosen(sequence, importance.ge(threshold.detach()).logical_or(first));
    }
}
