namespace Heed.Data;

/// <summary>Which rows are for what, each list in ascending order.</summary>
/// <param name="Training">Rows to learn from.</param>
/// <param name="Validation">Rows to choose by.</param>
/// <param name="Test">Rows to report on.</param>
public sealed record Split(int[] Training, int[] Validation, int[] Test)
{
    /// <summary>The near-duplicates that were kept together.</summary>
    public ClusterCount Clusters { get; init; }

    /// <summary>
    /// Parts rows without tearing a cluster. Which cluster goes where depends on the seed and on the rows' texts alone, not on their
    /// order in the file. A cluster that would take more than a tenth of a part stays in training, so that no family of rows rules it.
    /// </summary>
    /// <param name="clusters">Each row's cluster.</param>
    /// <param name="rows">Each row's text, all columns together.</param>
    /// <param name="validation">Share of the rows for validation; rounded up to whole rows, reached as closely as clusters allow.</param>
    /// <param name="test">Share of the rows for the test, likewise.</param>
    /// <param name="seed">What the choice comes from.</param>
    public static Split ByClusters(IReadOnlyList<int> clusters, IReadOnlyList<string> rows, double validation, double test, long seed)
    {
        var drawn = Enumerable.Range(0, clusters.Count)
            .GroupBy(row => clusters[row])
            .Select(cluster => cluster.ToArray())
            .OrderBy(cluster => Draw(cluster, rows, seed))
            .ToList();
        var testing = Take(drawn, (int)Math.Ceiling(test * clusters.Count));
        var validating = Take(drawn, (int)Math.Ceiling(validation * clusters.Count));
        return new(Flat(drawn), Flat(validating), Flat(testing)) { Clusters = ClusterCount.Of(clusters) };
    }

    // One row speaks for its cluster, so that a large one is no likelier to come first than a small one.
    private static ulong Draw(int[] cluster, IReadOnlyList<string> rows, long seed) =>
        SplitMix.Key(seed, cluster.Select(row => rows[row]).Min(StringComparer.Ordinal)!);

    // Takes clusters out of those that are left, in the order drawn, as long as there is room.
    private static List<int[]> Take(List<int[]> left, int room)
    {
        var largest = Math.Max(1, room / 10);
        var taken = new List<int[]>();
        left.RemoveAll(cluster =>
        {
            if (cluster.Length > Math.Min(largest, room))
                return false;
            room -= cluster.Length;
            taken.Add(cluster);
            return true;
        });
        return taken;
    }

    private static int[] Flat(IEnumerable<int[]> clusters) => [.. clusters.SelectMany(rows => rows).Order()];
}
