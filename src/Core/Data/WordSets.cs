namespace Heed.Data;

/// <summary>
/// The word sets of many texts as sorted arrays of ranks, rarest word first: the order in which two sets that share enough words
/// must share one among their first few (Chaudhuri et al. 2006, the prefix filter).
/// </summary>
internal sealed class WordSets
{
    private readonly Dictionary<string, int> ranks = [];

    public WordSets(IEnumerable<string> texts)
    {
        var sets = texts.Select(Words.Of).ToList();
        var uses = new Dictionary<string, int>();
        foreach (var word in sets.SelectMany(set => set))
            uses[word] = uses.GetValueOrDefault(word) + 1;
        foreach (var (word, _) in uses.OrderBy(use => use.Value).ThenBy(use => use.Key, StringComparer.Ordinal))
            ranks.Add(word, ranks.Count);
        Sets = [.. sets.Select(set => set.Select(word => ranks[word]).Order().ToArray())];
    }

    /// <summary>One set of ranks a text, ascending.</summary>
    public int[][] Sets { get; }

    /// <summary>Different words in all texts.</summary>
    public int Count => ranks.Count;

    /// <summary>Ranks of those of some words that stand in these texts.</summary>
    public IEnumerable<int> Known(IEnumerable<string> words) => words.Where(ranks.ContainsKey).Select(word => ranks[word]);
}
