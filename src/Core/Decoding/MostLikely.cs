using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>The class that fits best.</summary>
public static class MostLikely
{
    /// <summary>Of each row the class of the highest logit, alone in a list; of equals the first.</summary>
    /// <param name="logits">[b c].</param>
    public static IReadOnlyList<int[]> Of(Tensor logits) => [.. logits.argmax(-1).cpu().data<long>().Select(found => new[] { (int)found })];
}
