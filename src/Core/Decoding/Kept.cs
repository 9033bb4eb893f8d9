using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>Some tokens of each row as they are, and no others.</summary>
internal static class Kept
{
    /// <summary>Logits [b v], of which those of <paramref name="ids"/> stay and all others become -∞.</summary>
    /// <param name="logits">[b v].</param>
    /// <param name="ids">Tokens that stay, [b n], int64, n at least 1; one may stand there twice.</param>
    public static Tensor Of(Tensor logits, Tensor ids) =>
        logits.full_like(Constant.Of(double.NegativeInfinity)).scatter(-1, ids, logits.gather(-1, ids));
}
