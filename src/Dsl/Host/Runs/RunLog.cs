namespace Heed.Host;

/// <summary>Where a run's measurements go: <c>metrics.jsonl</c>, and the same as TensorBoard events.</summary>
public sealed class RunLog : IDisposable
{
    private readonly List<MetricPoint> history;
    private readonly MetricsFile metrics;
    private readonly EventsFile events;

    internal RunLog(RunFolder folder, int through)
    {
        history = [.. MetricsFile.Truncate(folder.Metrics, through)];
        metrics = new(folder.Metrics);
        events = new(folder.TensorBoard, folder.Config.Begun, history);
    }

    /// <summary>Every point of the run so far, those of earlier sittings included.</summary>
    public IReadOnlyList<MetricPoint> History => history;

    /// <summary>Adds a point; it is with the operating system when this returns.</summary>
    /// <exception cref="UserError">The disk is full, or the folder is gone.</exception>
    public void Append(MetricPoint point)
    {
        history.Add(point);
        metrics.Append(point);
        events.Append(point);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        metrics.Dispose();
        events.Dispose();
    }
}
