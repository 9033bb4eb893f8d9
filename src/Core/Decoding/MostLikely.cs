using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>The class, or the token, that fits best; or all classes that fit.</summary>
public static class MostLikely
{
    /// <summary>Of each row the class of the highest logit, alone in a list; of equals the first.</summary>
    /// <param name="logits">[b c].</param>
    public static IReadOnlyList<int[]> Of(Tensor logits) => EachToken(logits.unsqueeze(1));

    /// <summary>Of each row of logits, [n c], the class of the highest; of equals the first.</summary>
    public static IReadOnlyList<int> OfEach(Tensor logits) => [.. Ids(logits).cpu().data<long>().Select(found => (int)found)];

    /// <summary>Of each row all classes that are likelier to fit than not, in their order; maybe none.</summary>
    /// <param name="logits">[b c], of one question a class.</param>
    public static IReadOnlyList<int[]> Several(Tensor logits)
    {
        var classes = (int)logits.size(1);
        return [.. logits.cpu().data<float>().Chunk(classes).Select(row => Enumerable.Range(0, classes).Where(label => row[label] > 0).ToArray())];
    }

    /// <summary>Of each row the token of the highest logit at each place; of equals the first.</summary>
    /// <param name="logits">[b l v].</param>
    public static IReadOnlyList<int[]> EachToken(Tensor logits) =>
        [.. Ids(logits).cpu().data<long>().Select(found => (int)found).Chunk((int)logits.size(1))];

    /// <summary>Of logits [.. c] the class of the highest, [..], int64; of equals the first. By max, for libtorch's argmax takes two to four times as long.</summary>
    internal static Tensor Ids(Tensor logits) => logits.max(-1).indexes;
}
