using Heed.Data;
using Xunit;

namespace Heed.Tests.Data;

public class SplitTests
{
    [Law]
    public void Every_row_is_in_exactly_one_part_and_no_cluster_is_torn(AlikeTexts texts, Seed seed)
    {
        var clusters = NearDuplicates.Clusters([texts.Values], 0.6);
        var split = Split.ByClusters(clusters, texts.Values, 0.2, 0.3, seed.Value);
        Assert.Equal(Enumerable.Range(0, texts.Values.Length), split.Training.Concat(split.Validation).Concat(split.Test).Order());
        int[][] parts = [split.Training, split.Validation, split.Test];
        Assert.All(parts, part => Assert.Equal(part.Order(), part));
        Assert.Equal(clusters.Distinct().Count(), parts.Sum(part => part.Select(row => clusters[row]).Distinct().Count()));
        Assert.True(split.Test.Length <= Math.Ceiling(0.3 * texts.Values.Length));
        Assert.True(split.Validation.Length <= Math.Ceiling(0.2 * texts.Values.Length));
    }

    [Law]
    public void The_order_of_the_rows_does_not_matter(AlikeTexts texts, Seed seed)
    {
        string[] rows = [.. texts.Values.Distinct()];
        string[] reversed = [.. rows.Reverse()];
        Assert.Equal(Test(rows).Order(StringComparer.Ordinal), Test(reversed).Order(StringComparer.Ordinal));

        IEnumerable<string> Test(string[] order) =>
            Split.ByClusters(NearDuplicates.Clusters([order], 0.6), order, 0.2, 0.3, seed.Value).Test.Select(row => order[row]);
    }

    [Fact]
    public void Parts_have_their_sizes_and_another_seed_gives_others()
    {
        string[] rows = [.. Enumerable.Range(0, 1_000).Select(row => $"row {row}")];
        var (one, other) = (Alone(1), Alone(2));
        Assert.Equal((940, 30, 30), (one.Training.Length, one.Validation.Length, one.Test.Length));
        Assert.NotEqual(one.Test, other.Test);

        Split Alone(long seed) => Split.ByClusters([.. Enumerable.Range(0, 1_000)], rows, 0.03, 0.03, seed);
    }

    [Fact]
    public void A_cluster_of_more_than_a_tenth_of_a_part_stays_in_training()
    {
        string[] rows = [.. Enumerable.Range(0, 1_000).Select(row => $"row {row}")];
        int[] clusters = [.. Enumerable.Range(0, 1_000).Select(row => row < 12 ? 0 : row)];
        Assert.All(Enumerable.Range(0, 50), seed =>
            Assert.Contains(0, Split.ByClusters(clusters, rows, 0.1, 0.1, seed).Training));
    }

    [Fact]
    public void A_large_cluster_is_no_likelier_to_be_tested_than_a_small_one()
    {
        // 200 clusters of three rows and 400 of one: a tenth of the rows should bring either in proportion, to within chance.
        int[] clusters = [.. Enumerable.Range(0, 1_000).Select(row => row < 600 ? row / 3 : row)];
        string[] rows = [.. Enumerable.Range(0, 1_000).Select(row => $"row {row}")];
        var tested = Enumerable.Range(0, 200)
            .SelectMany(seed => Split.ByClusters(clusters, rows, 0.01, 0.1, seed).Test)
            .ToLookup(row => row < 600);
        Assert.InRange(tested[true].Count() / 600.0 / (tested[false].Count() / 400.0), 0.9, 1.1);
    }
}
