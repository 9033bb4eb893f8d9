namespace Heed.Measuring;

/// <summary>Spearman's rank correlation (1904): how nearly two lists of numbers have the same order.</summary>
public static class Spearman
{
    /// <summary>
    /// Pearson's correlation of the ranks, where equal numbers share the mean of their ranks. From -1 to 1; NaN where one list is
    /// constant or empty.
    /// </summary>
    /// <param name="references">Numbers.</param>
    /// <param name="predictions">As many.</param>
    /// <exception cref="ArgumentException">There are more or fewer predictions than references.</exception>
    public static double Of(IReadOnlyList<double> references, IReadOnlyList<double> predictions) =>
        Pearson.Of(Ranks(references), Ranks(predictions));

    private static double[] Ranks(IReadOnlyList<double> numbers)
    {
        var ranks = new double[numbers.Count];
        var before = 0;
        foreach (var equal in numbers.Index().GroupBy(number => number.Item).OrderBy(equal => equal.Key))
        {
            var places = equal.Select(number => number.Index).ToList();
            foreach (var place in places)
                ranks[place] = before + ((places.Count + 1) / 2.0);
            before += places.Count;
        }
        return ranks;
    }
}
