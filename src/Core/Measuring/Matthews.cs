namespace Heed.Measuring;

/// <summary>
/// Matthews correlation for any number of classes, called R_K (Gorodkin 2004): how references and predictions vary
/// together. With two classes it is Matthews's own (1975).
/// </summary>
public static class Matthews
{
    /// <summary>
    /// From -1 to 1, which is without a mistake; 0 is what guessing gives, and what is answered where all references or all
    /// predictions are of one class. NaN where there is no example.
    /// </summary>
    public static double Of(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Examples == 0)
            return double.NaN;
        double examples = matrix.Examples;
        double[] predicted = [.. matrix.PerClass.Select(counts => counts.TruePositives + counts.FalsePositives)];
        double[] real = [.. matrix.PerClass.Select(counts => counts.TruePositives + counts.FalseNegatives)];
        var spread = Math.Sqrt(Covariance(predicted, predicted, examples * examples)) * Math.Sqrt(Covariance(real, real, examples * examples));
        return spread == 0 ? 0 : Math.Clamp(Covariance(predicted, real, matrix.Correct * examples) / spread, -1, 1);
    }

    // The equation's covariances, times the number of examples squared.
    private static double Covariance(double[] one, double[] other, double agreeing) =>
        agreeing - one.Zip(other, (a, b) => a * b).Sum();
}
