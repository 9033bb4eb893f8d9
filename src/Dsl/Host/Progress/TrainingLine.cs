namespace Heed.Host;

/// <summary>The words for a measurement, on a line or beside a bar.</summary>
internal static class TrainingLine
{
    /// <summary>The losses and the speed.</summary>
    public static string Of(TrainPoint point) => string.Join("  ",
    [
        $"loss {Figures.Real(point.Total)}",
        .. point.Losses.Select(loss => $"{Terminal.Safe(loss.Key)} {Figures.Real(loss.Value)}"),
        $"{Figures.Whole((long)point.TokensPerSecond)} tokens/s",
    ]);

    /// <summary>Each task's validation loss and perplexity.</summary>
    public static string Of(ValidationPoint point) => string.Join("  ",
    [
        $"step {Figures.Whole(point.Step)}: validation",
        .. point.Losses.Select(loss => $"{Terminal.Safe(loss.Key)} {Figures.Real(loss.Value)}{Perplexity(point, loss.Key)}"),
    ]);

    private static string Perplexity(ValidationPoint point, string task) =>
        point.Perplexities.TryGetValue(task, out var value) ? $" (perplexity {Figures.Real(value)})" : "";
}

/// <summary>How fast this sitting goes, reckoned from its first point.</summary>
/// <param name="First">The first point of this sitting.</param>
/// <param name="Steps">The last step.</param>
internal sealed record Pace(MetricPoint First, int Steps)
{
    /// <summary>The time that is left after a point; none can be told at the first, none is left at the last.</summary>
    public TimeSpan? Left(MetricPoint point) => point.Step == First.Step || point.Step >= Steps
        ? null
        : TimeSpan.FromSeconds((Steps - point.Step) * (point.Elapsed - First.Elapsed) / (point.Step - First.Step));
}
