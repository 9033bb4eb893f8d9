using Heed.Attention;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Allocation;

/// <summary>
/// Learned latents stand in the positions' place: they ask all positions by attention and go on, and at the end each position asks them
/// (Perceiver: Jaegle et al. 2021, section 3.1; the way back as in Perceiver IO: Jaegle et al. 2022, section 3.1). A row has no more latents
/// than positions. They stand evenly along it, where that matters.
/// </summary>
public static class LatentTokens
{
    /// <summary>The shorter sequence.</summary>
    /// <param name="sequence">What is there.</param>
    /// <param name="heads">Heads h of both attentions; divides the width.</param>
    /// <param name="w">The latents, and how they ask and tell; none where all positions go on.</param>
    public static Reduction Of(Sequence sequence, int heads, LatentWeights? w)
    {
        if (w is null)
            return Reduction.Whole(sequence);
        var count = Math.Min(w.Latents.size(0), sequence.Length);
        var first = Places.Range(count, sequence.States.device).unsqueeze(0); // [1 n]
        var there = sequence.Counts.unsqueeze(1); // [b 1]
        var counts = there.minimum(tensor(count, int64, there.device)); // [b 1], latents of each row
        var alive = first.lt(counts); // [b n]
        var each = counts.maximum(ones_like(counts));
        var latents = w.Latents.narrow(0, 0, count).unsqueeze(0).expand(sequence.States.size(0), -1, -1); // [b n d]
        var states = Normal(sequence.States);
        var places = sequence.Places.gather(1, (first * there).div(each, RoundingMode.floor).masked_fill(alive.logical_not(), Constant.Of(0)));
        return new(
            new(latents.Plus(w.Ask.Attend(latents, states, sequence.Mask, heads)), alive.to(float32) * there.to(float32) / each.to(float32), places),
            () => w.Ask.Weights(latents, states, sequence.Mask, heads) * alive.unsqueeze(-1).to(float32),
            become => where(
                sequence.Real.unsqueeze(-1), sequence.States.Plus(w.Tell.Attend(states, Normal(become), AttentionMask.Of(alive), heads)), sequence.States));
    }

    // Its scale and shift would be part of the maps that follow.
    private static Tensor Normal(Tensor x) => nn.functional.layer_norm(x, [x.size(-1)]);
}
