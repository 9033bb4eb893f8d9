using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>The nucleus: the fewest tokens whose probabilities reach p together (Holtzman et al. 2020, equation 2).</summary>
public static class TopP
{
    /// <summary>Logits [b v], of which the nucleus of each row stays, at least one token, and all others become -∞; of equals the lower ids stay.</summary>
    /// <param name="logits">[b v].</param>
    /// <param name="p">Above 0; 1 changes nothing.</param>
    public static Tensor Keep(Tensor logits, double p)
    {
        if (p >= 1)
            return logits;
        var (sorted, ids) = logits.sort(-1, descending: true, stable: true);
        var mass = sorted.to(float64).softmax(-1); // [b v]
        var before = mass.cumsum(-1) - mass; // [b v], of all that are likelier
        var kept = sorted.masked_fill(before.ge(Constant.Of(p)), Constant.Of(double.NegativeInfinity));
        return logits.scatter(-1, ids, kept);
    }
}
