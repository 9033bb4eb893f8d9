namespace Heed.Data;

/// <summary>Groups rows that say nearly the same.</summary>
public static class NearDuplicates
{
    /// <summary>
    /// Clusters by single linkage: two rows are in one where a chain of near-duplicates leads from one to the other. Two rows are
    /// near-duplicates where their texts in some column have a word Jaccard similarity of at least the threshold. Exact.
    /// </summary>
    /// <param name="columns">Text columns, each with one text a row.</param>
    /// <param name="threshold">Above 0, at most 1.</param>
    /// <returns>Each row's cluster, which is named by its first row.</returns>
    public static int[] Clusters(IReadOnlyList<IReadOnlyList<string>> columns, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1);
        var clusters = new DisjointSets(columns.Count == 0 ? 0 : columns[0].Count);
        foreach (var column in columns)
            Join(new WordSets(column), threshold, clusters);
        return clusters.Firsts();
    }

    // Sets come by size, smallest first. Two sets of m <= n words that are similar enough share at least `needed` of them, so that
    // one of the first m - needed + 1 words of each is shared: only those are indexed and looked up.
    private static void Join(WordSets words, double threshold, DisjointSets clusters)
    {
        var index = new List<int>?[words.Count];
        foreach (var row in Enumerable.Range(0, words.Sets.Length).OrderBy(row => words.Sets[row].Length))
        {
            var set = words.Sets[row];
            var smallest = AtLeast(threshold * set.Length);
            foreach (var word in Prefix(set, threshold))
            {
                var others = index[word] ??= [];
                for (var place = others.Count - 1; place >= 0 && words.Sets[others[place]].Length >= smallest; place--)
                    if (!clusters.Same(row, others[place]) && Similar(set, words.Sets[others[place]], threshold))
                        clusters.Join(row, others[place]);
                others.Add(row);
            }
        }
    }

    /// <summary>The first words of a set, of which every set that is similar enough has one among its own first.</summary>
    internal static ReadOnlySpan<int> Prefix(int[] set, double threshold) => set.AsSpan(0, set.Length - AtLeast(threshold * set.Length) + 1);

    /// <summary>Whether two sets, ascending, have a Jaccard similarity of at least the threshold.</summary>
    internal static bool Similar(int[] one, int[] other, double threshold)
    {
        var needed = AtLeast(threshold / (1 + threshold) * (one.Length + other.Length));
        int shared = 0, i = 0, j = 0;
        while (i < one.Length && j < other.Length && shared + Math.Min(one.Length - i, other.Length - j) >= needed)
        {
            var order = one[i].CompareTo(other[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return shared >= needed && shared >= threshold * (one.Length + other.Length - shared);
    }

    // A bound that only spares work: rounding must not make it too high.
    private static int AtLeast(double bound) => Math.Max(1, (int)Math.Ceiling(bound - 1e-6));
}
