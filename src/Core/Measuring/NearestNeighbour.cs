using Heed.Data;

namespace Heed.Measuring;

/// <summary>Finds, among some texts, the one whose words are most like another's.</summary>
public sealed class NearestNeighbour
{
    private readonly WordSets words;
    private readonly List<int>[] texts;
    private readonly int[] shared;

    /// <summary>Indexes the texts to be found, of which there is at least one.</summary>
    public NearestNeighbour(IReadOnlyList<string> texts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count);
        words = new(texts);
        shared = new int[texts.Count];
        this.texts = [.. Enumerable.Range(0, words.Count).Select(_ => new List<int>())];
        foreach (var (text, set) in words.Sets.Index())
            foreach (var word in set)
                this.texts[word].Add(text);
    }

    /// <summary>The text of highest word Jaccard similarity, and that similarity; of several the first.</summary>
    public (int Text, double Similarity) Find(string text)
    {
        var query = Words.Of(text);
        Array.Clear(shared);
        foreach (var word in words.Known(query))
            foreach (var other in texts[word])
                shared[other]++;
        var best = (Text: 0, Similarity: 0.0);
        for (var other = 0; other < shared.Length; other++)
        {
            var similarity = (double)shared[other] / (query.Count + words.Sets[other].Length - shared[other]);
            if (similarity > best.Similarity)
                best = (other, similarity);
        }
        return best;
    }
}
