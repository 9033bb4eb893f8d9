namespace Heed.Measuring;

/// <summary>The share of examples that got their own class.</summary>
public static class Accuracy
{
    /// <summary>From 0 to 1; NaN where there is no example.</summary>
    public static double Of(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return (double)matrix.Correct / matrix.Examples;
    }
}
