using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// The soft stage of learned token pruning, for one batch (LTP: Kim et al. 2022, section 3.3): masks, by which thresholds are learned, and their
/// price. Where there is none, positions are pruned.
/// </summary>
/// <param name="pruning">What is declared.</param>
/// <param name="longest">Positions of the longest sequence.</param>
public sealed class SoftPruning(TokenPruningSpec pruning, long longest)
{
    private readonly List<Tensor> means = [];

    /// <summary>That of a training step, from 1; null in the hard stage, and where nothing is pruned.</summary>
    public static SoftPruning? At(long step, ExperimentSpec spec) =>
        spec is { TokenPruning: { } pruning, Encoder: { } encoder } && pruning.IsSoft(step, spec.Steps) ? new(pruning, encoder.MaximumLength) : null;

    /// <summary>What a layer's output is multiplied by, [b s 1]; null where the layer does not prune.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="received">The attention that each position received, [b s], with its gradients.</param>
    /// <param name="threshold">The layer's, [1]; none where it does not prune.</param>
    public Tensor? Mask(Sequence sequence, Func<Tensor> received, Tensor? threshold)
    {
        if (threshold is null)
            return null;
        var mask = PrunedTokens.Soft(received(), threshold, longest, pruning.Temperature); // [b s]
        var real = sequence.Real.to(mask.dtype);
        means.Add((mask * real).sum() / real.sum().clamp_min(Constant.Of(1)));
        return mask.unsqueeze(-1).to(sequence.States.dtype);
    }

    /// <summary>A loss, and the price of the masks so far: the mean over layers of their mean over real positions.</summary>
    /// <param name="loss">A scalar, told after the pass that made the masks.</param>
    public Tensor Penalized(Tensor loss) => means.Count == 0 ? loss : loss.Plus(stack(means).mean() * Constant.Of(pruning.Penalty));
}
