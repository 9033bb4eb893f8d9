using Heed.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Heed.Attention;

/// <summary>Queries in blocks after one another, where the heads that share keys stand below one another in each.</summary>
internal static class QueryBlocks
{
    /// <summary>Scaled queries in blocks, with zeros for what is missing in the last.</summary>
    /// <param name="q">Queries [b h s e].</param>
    /// <param name="groups">Heads that have keys of their own, g.</param>
    /// <param name="block">Queries of a block, c.</param>
    /// <param name="scale">What scores are multiplied by; 1/√e if not said.</param>
    /// <returns>[b g n h/g·c e].</returns>
    public static Tensor Cut(Tensor q, long groups, long block, Scalar? scale)
    {
        long batch = q.size(0), shared = q.size(1) / groups, length = q.size(2), width = q.size(3);
        var (scaled, blocks) = (q * (scale ?? Constant.Of(1 / Math.Sqrt(width))), (length + block - 1) / block);
        var whole = blocks * block == length ? scaled : nn.functional.pad(scaled, [0, 0, 0, (blocks * block) - length]);
        return whole.reshape(batch, groups, shared, blocks, block, width).transpose(2, 3).reshape(batch, groups, blocks, -1, width).contiguous();
    }

    /// <summary>What each query was told, in the order of the text: [b g n h/g·c e] → [b h s e].</summary>
    /// <param name="told">What blocks were told.</param>
    /// <param name="heads">Heads h.</param>
    /// <param name="length">Positions s.</param>
    public static Tensor Join(Tensor told, long heads, long length) => told
        .view(told.size(0), told.size(1), told.size(2), heads / told.size(1), -1, told.size(4)).transpose(2, 3)
        .reshape(told.size(0), heads, -1, told.size(4)).narrow(2, 0, length);
}
