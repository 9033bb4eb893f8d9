namespace Heed.Data;

/// <summary>
/// Rows that are kept from training, to be looked up by other rows: whether one is a near-duplicate, as <see cref="NearDuplicates"/> has
/// it. What is looked up is not kept.
/// </summary>
public sealed class HeldOutRows
{
    private readonly double threshold;
    private readonly Column[] columns;

    /// <summary>Takes rows in.</summary>
    /// <param name="columns">Text columns, each with one text a row.</param>
    /// <param name="threshold">Word Jaccard similarity from which on texts are near-duplicates; above 0, at most 1.</param>
    public HeldOutRows(IReadOnlyList<IReadOnlyList<string>> columns, double threshold)
    {
        this.threshold = threshold;
        this.columns = [.. columns.Select(column => new Column(column, threshold))];
    }

    /// <summary>Whether a row is a near-duplicate of one that is held out: in some column.</summary>
    /// <param name="row">Its text in each of the columns.</param>
    public bool Resemble(IEnumerable<string> row) => columns.Zip(row).Any(one => one.First.Resembles(one.Second, threshold));

    private sealed class Column
    {
        private readonly WordSets words;
        private readonly List<int>?[] index;

        public Column(IEnumerable<string> texts, double threshold)
        {
            words = new(texts);
            index = new List<int>?[words.Count];
            foreach (var (row, set) in words.Sets.Index())
                foreach (var word in NearDuplicates.Prefix(set, threshold))
                    (index[word] ??= []).Add(row);
        }

        // Words of a text that stand in no row are rarer than all others: so they come first, each under a number of its own.
        public bool Resembles(string text, double threshold)
        {
            var all = Words.Of(text);
            var known = words.Known(all).ToArray();
            int[] set = [.. Enumerable.Range(known.Length - all.Count, all.Count - known.Length), .. known.Order()];
            foreach (var word in NearDuplicates.Prefix(set, threshold))
                if (word >= 0 && index[word] is { } rows && rows.Exists(row => NearDuplicates.Similar(set, words.Sets[row], threshold)))
                    return true;
            return false;
        }
    }
}
