using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>
/// Less of what was said already (Keskar et al. 2019, CTRL, section 4.1). The paper divides every such logit by θ, which would make
/// negative ones likelier; these are multiplied.
/// </summary>
public static class RepetitionPenalty
{
    /// <summary>Logits [b v] → [b v].</summary>
    /// <param name="logits">[b v].</param>
    /// <param name="said">Tokens of each row so far, [b n], int64; a token counts once.</param>
    /// <param name="penalty">θ above 0; 1 changes nothing, less asks for repetition.</param>
    public static Tensor Apply(Tensor logits, Tensor said, double penalty)
    {
        var theta = Constant.Of(penalty);
        var old = logits.gather(1, said); // [b n]
        return logits.scatter(1, said, where(old.gt(Constant.Of(0)), old / theta, old * theta));
    }
}
