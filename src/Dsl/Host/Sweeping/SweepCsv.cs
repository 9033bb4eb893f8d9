using System.Globalization;

namespace Heed.Host;

/// <summary>A search as <c>sweep.csv</c>: a line a trial, the best first; what the clock and the system measured stands last.</summary>
internal static class SweepCsv
{
    public static string Of(SweepResult result) => CsvText.Of(
    [
        ["rank", "trial", .. result.Varied.Select(one => one.Number.Path), "rung", "steps", "validation loss", "diverged", "parameters", "flops", "seconds", "peak bytes"],
        .. result.Trials.Index().Select(one => (IReadOnlyList<string>)
        [
            Cell(one.Index + 1), Cell(one.Item.Trial.Place), .. one.Item.Trial.Values.Select(value => Cell(value)), Cell(one.Item.Rung + 1),
            Cell(one.Item.Outcome.Steps), double.IsFinite(one.Item.Loss) ? Cell(one.Item.Loss) : "", one.Item.Outcome.Diverged ? "yes" : "no",
            Cell(one.Item.Outcome.Parameters), Cell(one.Item.Outcome.Flops), Cell(one.Item.Outcome.Seconds),
            one.Item.Outcome.PeakBytes is { } bytes ? Cell(bytes) : "",
        ]),
    ]);

    private static string Cell(IFormattable value) => value.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture);
}
