namespace Heed.Data;

/// <summary>Learns byte-pair merges (Sennrich et al. 2016) over the bytes of pre-tokens.</summary>
public static class BytePairs
{
    /// <summary>
    /// Again and again merges the pair of neighbouring tokens that occurs most often; of pairs that occur equally often the first
    /// by left token, then by right, in the order of their letters' code points. The order of the texts does not matter.
    /// </summary>
    /// <param name="texts">What to learn from.</param>
    /// <param name="merges">Merges wanted. There are fewer where no pair is left that occurs twice.</param>
    public static EquatableArray<Merge> Learn(IEnumerable<string> texts, int merges) =>
        new BytePairLearner(PreTokens.Count(texts)).Learn(merges).ToEquatableArray();
}
