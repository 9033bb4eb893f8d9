namespace Heed.Measuring;

/// <summary>Pearson's product-moment correlation: how nearly two lists of numbers lie on a line.</summary>
public static class Pearson
{
    /// <summary>From -1 to 1; NaN where one list is constant, since then no line is nearer than another, or empty.</summary>
    /// <param name="references">Finite numbers.</param>
    /// <param name="predictions">As many.</param>
    /// <exception cref="ArgumentException">There are more or fewer predictions than references.</exception>
    public static double Of(IReadOnlyList<double> references, IReadOnlyList<double> predictions)
    {
        Paired.Check(references, predictions);
        // Asked of the numbers themselves: rounding gives even a constant list some distance from its mean.
        if (references.Distinct().Count() < 2 || predictions.Distinct().Count() < 2)
            return double.NaN;
        var (x, y) = (Centred(references), Centred(predictions));
        return Math.Clamp(Product(x, y) / (Math.Sqrt(Product(x, x)) * Math.Sqrt(Product(y, y))), -1, 1);
    }

    private static double[] Centred(IReadOnlyList<double> numbers)
    {
        var mean = numbers.Average();
        return [.. numbers.Select(number => number - mean)];
    }

    private static double Product(double[] one, double[] other) => one.Zip(other, (a, b) => a * b).Sum();
}
