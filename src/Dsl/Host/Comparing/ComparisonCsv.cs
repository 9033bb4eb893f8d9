using System.Globalization;

namespace Heed.Host;

/// <summary>
/// A comparison as <c>compare.csv</c>: a line for each metric, task, part of the test set and system. What is measured by the clock or the
/// system stands in the last four columns; all before them comes out the same when the comparison is made again.
/// </summary>
internal static class ComparisonCsv
{
    public static string Of(Comparison comparison) => CsvText.Of(
    [
        [
            "metric", "task", "part", "system", "n", "mean", "deviation", .. comparison.Seeds.Select(seed => $"seed {seed}"), "parameters", "steps",
            "flops", "seconds", "seconds deviation", "peak bytes", "peak bytes deviation",
        ],
        .. from table in comparison.Tables()
           from row in table.Rows
           from score in row.Scores
           select (IReadOnlyList<string>)[table.Metric, row.Task, row.Subset, .. Cells(comparison, score)],
    ]);

    private static IEnumerable<string> Cells(Comparison comparison, ComparedScore score)
    {
        var model = score.IsModel ? comparison.Contenders.First(one => one.Name == score.System) : null;
        var spread = score.Spread;
        return
        [
            score.System, spread.Count.ToString(CultureInfo.InvariantCulture), Cell(spread.Mean), Cell(spread.Deviation), .. score.Values.Select(Cell),
            Cell(model?.Parameters.Mean), Cell(model?.Steps.Mean), Cell(model?.Flops.Mean), Cell(model?.Seconds.Mean),
            Cell(model?.Seconds.Deviation), Cell(model?.PeakBytes.Mean), Cell(model?.PeakBytes.Deviation),
        ];
    }

    private static string Cell(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
