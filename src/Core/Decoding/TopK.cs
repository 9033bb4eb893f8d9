using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>The k likeliest tokens (Fan et al. 2018, section 5.2).</summary>
public static class TopK
{
    /// <summary>Logits [b v], of which exactly k of each row stay and all others become -∞; of equals the lower ids stay.</summary>
    /// <param name="logits">[b v].</param>
    /// <param name="k">At least 1; v or more changes nothing.</param>
    public static Tensor Keep(Tensor logits, int k) =>
        k >= logits.size(-1) ? logits : Kept.Of(logits, logits.sort(-1, descending: true, stable: true).Indices.narrow(-1, 0, k));
}
