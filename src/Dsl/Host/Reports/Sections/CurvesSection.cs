namespace Heed.Host;

/// <summary>Losses, gradient norm, throughput and learning rate over the steps.</summary>
internal static class CurvesSection
{
    /// <summary>The section, if anything was measured.</summary>
    public static Section? Of(IReadOnlyList<MetricPoint> history)
    {
        if (history.Count == 0)
            return null;
        var train = history.OfType<TrainPoint>().ToList();
        var validation = history.OfType<ValidationPoint>().ToList();
        var note = train.Count > 150 ? $"mean of every {(train.Count + 149) / 150} steps" : "";
        var losses = Tasks(train, point => point.Losses);
        return new("curves", "Curves", Html.Of($"""
            <div class="charts">
            {LineChart.Of("Training loss", note, losses.Count > 1 ? [.. losses, Line("total", train, point => point.Total)] : losses)}
            {LineChart.Of("Validation loss", Perplexity(validation), Tasks(validation, point => point.Losses))}
            {LineChart.Of("Gradient norm", note, [Line("before clipping", train, point => point.GradientNorm)])}
            {LineChart.Of("Throughput", note, [Line("tokens a second", train, point => point.TokensPerSecond)])}
            {LineChart.Of("Learning rate", "", [Line("learning rate", train, point => point.LearningRate)])}
            </div>
            """));
    }

    private static string Perplexity(List<ValidationPoint> points) => points.Count == 0 ? ""
        : "perplexity at the end: " + string.Join(", ", points[^1].Perplexities.Select(task => $"{task.Key} {Figures.Real(task.Value)}"));

    private static Series Line(string name, IEnumerable<TrainPoint> points, Func<TrainPoint, double> value) =>
        new(name, [.. points.Select(point => ((double)point.Step, value(point)))]);

    private static List<Series> Tasks<T>(IReadOnlyList<T> points, Func<T, IReadOnlyDictionary<string, double>> values)
        where T : MetricPoint =>
    [
        .. points.SelectMany(point => values(point).Keys).Distinct().Select(task => new Series(task,
            [.. points.Where(point => values(point).ContainsKey(task)).Select(point => ((double)point.Step, values(point)[task]))])),
    ];
}
