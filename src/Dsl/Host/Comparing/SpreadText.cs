using Heed.Measuring;

namespace Heed.Host;

/// <summary>A spread in words: mean ± sample standard deviation.</summary>
public static class SpreadText
{
    /// <summary>Mean and deviation; the number of runs where it is not that of all.</summary>
    /// <param name="spread">The figures.</param>
    /// <param name="write">How one is written.</param>
    /// <param name="of">How many there should be.</param>
    public static string Of(Spread spread, Func<double, string> write, int of) =>
        (spread.Count == 0 ? "–" : spread.Count == 1 ? write(spread.Mean) : $"{write(spread.Mean)} ± {write(spread.Deviation)}")
        + (spread.Count == of || spread.Count == 0 ? "" : $" (n = {spread.Count})");

    /// <summary>A score.</summary>
    public static string Score(double value) => FormattableString.Invariant($"{value:0.0}");

    /// <summary>A mean alone where all figures are one, such as parameters; of figures that differ, the deviation to a tenth, for it may be less than one.</summary>
    public static string Whole(Spread spread, int of) => spread.Values.Distinct().Count() == 1
        ? Figures.Whole((long)spread.Mean)
        : Of(spread, value => FormattableString.Invariant($"{value:#,##0.#}"), of);

    /// <summary>Operations.</summary>
    public static string Flops(double value) => Planning.Text.Prefixed(value);

    /// <summary>Time.</summary>
    public static string Seconds(double value) => Figures.Span(TimeSpan.FromSeconds(value));

    /// <summary>Memory.</summary>
    public static string Bytes(double value) => Planning.Text.Prefixed(value) + (value < 1_000 ? " B" : "B");
}
