namespace Heed.Host;

/// <summary>An axis from one round number to another.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Step">From tick to tick.</param>
internal sealed record Axis(double From, double To, double Step)
{
    /// <summary>The round numbers along the axis.</summary>
    public IEnumerable<double> Ticks => Enumerable
        .Range(0, (int)Math.Floor(((To - From) / Step) + 1e-9) + 1)
        .Select(n => Math.Round(From + (n * Step), 12));

    /// <summary>Where a value lies, 0 to 1.</summary>
    public double Part(double value) => (value - From) / (To - From);

    /// <summary>The axis with about <paramref name="ticks"/> ticks, 1, 2 or 5 times a power of ten apart, that holds all values.</summary>
    public static Axis Around(IReadOnlyCollection<double> values, int ticks = 5)
    {
        var (low, high) = values.Count == 0 ? (0, 1) : (values.Min(), values.Max());
        if (high - low < 1e-9 * Math.Max(1e-9, Math.Abs(high)))
            (low, high) = high == 0 ? (0, 1) : (Math.Min(0, high), Math.Max(0, high));
        var raw = (high - low) / ticks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        return new(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
    }

    /// <summary>An axis of steps: from 0 to the last, whole numbers apart, with no room beyond.</summary>
    public static Axis OfSteps(double last, int ticks = 4) =>
        new(0, Math.Max(1, last), Math.Max(1, Around([0, Math.Max(1, last)], ticks).Step));
}
