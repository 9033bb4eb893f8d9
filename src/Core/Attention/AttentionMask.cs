using Heed.Data;
using Heed.Layers;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>Which keys a query may attend to, in the form that attention adds to its scores.</summary>
/// <param name="Bias">-1e30 (or less) where not allowed; 0 where allowed, or what scores are biased by; broadcasts to [b h q k].</param>
/// <param name="Alive">
/// 1 for a row that may attend somewhere, 0 for one that may not and so gives zeros; [b|1 1|h q|1 1].
/// None where every row is known to be alive: attention then saves itself the work.
/// </param>
public sealed record AttentionMask(Tensor Bias, Tensor? Alive)
{
    // Finite, because a row of infinities would make softmax divide 0 by 0; far below any score, so its exponential is exactly 0.
    internal const double Forbidden = -1e30;

    /// <summary>The mask of any rule; rows that allow nothing give zeros.</summary>
    /// <param name="allowed">True where a query may attend to a key; bool, four axes that broadcast to [b h q k].</param>
    public static AttentionMask From(Tensor allowed) => new(Bar(allowed.logical_not()), allowed.any(-1, keepdim: true).to(float32));

    /// <summary>Hides padding from every query.</summary>
    /// <param name="tokens">Ids of the keys [b k], int64; 0 is padding. Every row holds at least one real token.</param>
    /// <returns>A mask [b 1 1 k].</returns>
    public static AttentionMask Padding(Tensor tokens) => Of(tokens.ne(Constant.Of(Vocabulary.Padding)));

    /// <summary>Hides from every position the ones after it.</summary>
    /// <param name="length">Positions q = k.</param>
    /// <param name="device">Where the mask will be used; the CPU if not said.</param>
    /// <returns>A mask [1 1 q k].</returns>
    public static AttentionMask Causal(long length, Device? device = null) =>
        new(full([1, 1, length, length], Constant.Of(Forbidden), float32, device).triu_(1), null);

    /// <summary>Where a mask of padding lets every query attend, [b k].</summary>
    public Tensor Real => Bias.gt(Constant.Of(Forbidden / 2)).flatten(1);

    /// <summary>Hides what is no real position of a sequence; of rows that have none, everything.</summary>
    /// <param name="real">True where something stands, [b k].</param>
    /// <returns>A mask [b 1 1 k].</returns>
    public static AttentionMask Of(Tensor real) => new(Bar(real.logical_not()).unsqueeze(1).unsqueeze(1), null);

    /// <summary>Allows what both masks allow. A row in which they leave nothing in common gives zeros.</summary>
    public AttentionMask And(AttentionMask other)
    {
        var bias = Bias.Plus(other.Bias);
        return new(bias, bias.gt(Constant.Of(Forbidden / 2)).any(-1, keepdim: true).to(float32));
    }

    /// <summary>Allows the same, and adds to the scores.</summary>
    /// <param name="bias">What is added; broadcasts to [b h q k].</param>
    public AttentionMask Biased(Tensor bias) => this with { Bias = Bias.Plus(bias) };

    private static Tensor Bar(Tensor forbidden) => forbidden.to(float32).mul_(Constant.Of(Forbidden));
}
