namespace Heed.Measuring;

/// <summary>What every metric asks of the lists that it compares.</summary>
internal static class Paired
{
    /// <summary>Refuses lists that cannot be compared one by one.</summary>
    public static void Check<T>(IReadOnlyList<T> references, IReadOnlyList<T> predictions)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentNullException.ThrowIfNull(predictions);
        if (references.Count != predictions.Count)
            throw new ArgumentException(
                $"Expected a prediction for each of {references.Count} references; received {predictions.Count}.", nameof(predictions));
    }
}
