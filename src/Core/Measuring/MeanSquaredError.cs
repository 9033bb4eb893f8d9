namespace Heed.Measuring;

/// <summary>The mean of squared differences.</summary>
public static class MeanSquaredError
{
    /// <summary>0 or more, lower is better, in the square of the numbers' unit; NaN where there is no example.</summary>
    /// <param name="references">Numbers.</param>
    /// <param name="predictions">As many.</param>
    /// <exception cref="ArgumentException">There are more or fewer predictions than references.</exception>
    public static double Of(IReadOnlyList<double> references, IReadOnlyList<double> predictions)
    {
        Paired.Check(references, predictions);
        return references.Zip(predictions, (reference, prediction) => (reference - prediction) * (reference - prediction))
            .DefaultIfEmpty(double.NaN).Average();
    }
}
