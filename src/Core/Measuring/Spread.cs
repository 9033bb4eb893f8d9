namespace Heed.Measuring;

/// <summary>A figure measured several times, such as once a seed.</summary>
/// <param name="Values">What was measured; figures that could not be are left out.</param>
public sealed record Spread(EquatableArray<double> Values)
{
    /// <summary>How often it was measured, n.</summary>
    public int Count => Values.Count;

    /// <summary>The mean; NaN of nothing.</summary>
    public double Mean => Count == 0 ? double.NaN : Values.Sum() / Count;

    /// <summary>The sample standard deviation, √(Σ(x − mean)² / (n − 1)); NaN where n is below 2.</summary>
    public double Deviation
    {
        get
        {
            var mean = Mean;
            return Count < 2 ? double.NaN : Math.Sqrt(Values.Sum(value => (value - mean) * (value - mean)) / (Count - 1));
        }
    }

    /// <summary>The spread of some figures.</summary>
    public static Spread Of(IEnumerable<double> values) => new(values.ToEquatableArray());
}
