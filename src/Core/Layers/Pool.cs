using Heed.Attention;
using Heed.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Heed.Layers;

/// <summary>The states of an input's tokens → one state. Padding has no part in it.</summary>
public static class Pool
{
    /// <summary>The mean over the real tokens: [b s d] → [b d].</summary>
    /// <param name="states">[b s d].</param>
    /// <param name="source">Token ids [b s], int64; 0 is padding. Every row holds at least one real token.</param>
    public static Tensor Mean(Tensor states, Tensor source)
    {
        var real = source.ne(Constant.Of(Vocabulary.Padding)).unsqueeze(-1).to(states.dtype);   // [b s 1]
        return (states * real).sum(1) / real.sum(1);
    }

    /// <summary>The mean over all positions, where none is padding: [b s d] → [b d].</summary>
    public static Tensor Mean(Tensor states) => states.mean([1]);

    /// <summary>The state of the first token: [b s d] → [b d].</summary>
    public static Tensor First(Tensor states) => states.select(1, 0);

    /// <summary>The states at some places, each for itself: [b s d] → [n d].</summary>
    /// <param name="states">[b s d].</param>
    /// <param name="places">Places among [b·s], [n], int64.</param>
    public static Tensor At(Tensor states, Tensor places) => states.flatten(0, 1).index_select(0, places);

    /// <summary>
    /// The mean weighted by softmax(states·q) over the real tokens, q learned (Yang et al. 2016, equations 6 and 7):
    /// [b s d] → [b d]. Where q is 0 it is the mean.
    /// </summary>
    /// <param name="states">[b s d].</param>
    /// <param name="mask">Hides padding, [b 1 1 s]; none where there is none.</param>
    /// <param name="query">q, [d].</param>
    /// <param name="recorder">Keeps the weights where it keeps any.</param>
    public static Tensor Attention(Tensor states, AttentionMask? mask, Parameter query, AttentionRecorder recorder)
    {
        var scores = ComputeType.Wide(states.matmul(query)).unsqueeze(1);                    // [b 1 s]
        var weights = (mask is null ? scores : scores.Plus(mask.Bias.squeeze(1))).softmax(-1);   // [b 1 s]
        recorder.Keep(AttentionPlace.Pool, 0, weights.unsqueeze(1));
        return weights.to(states.dtype).bmm(states).squeeze(1);
    }
}
