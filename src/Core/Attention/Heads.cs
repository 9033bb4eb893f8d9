using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>A width seen as several heads, each with its share of the channels (Vaswani et al. 2017, section 3.2.2).</summary>
public static class Heads
{
    /// <summary>[b l d] → [b h l e], with e = d / h: a view.</summary>
    /// <param name="x">Channels of all heads side by side, [b l d].</param>
    /// <param name="heads">How many heads, h; divides d.</param>
    public static Tensor Split(Tensor x, int heads) => x.view(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);

    /// <summary>[b h l e] → [b l d], the inverse of <see cref="Split"/>.</summary>
    public static Tensor Join(Tensor x) => x.transpose(1, 2).reshape(x.size(0), x.size(2), x.size(1) * x.size(3));
}
