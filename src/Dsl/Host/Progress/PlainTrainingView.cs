namespace Heed.Host;

/// <summary>Plain lines, one every few seconds, for output that goes to a file or a pipe.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="steps">The last step.</param>
/// <param name="interval">Seconds of training between lines.</param>
public sealed class PlainTrainingView(TextWriter output, int steps, double interval = 10) : ITrainingView
{
    private Pace? pace;
    private double said = double.NegativeInfinity;

    /// <inheritdoc/>
    public void Show(TrainPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        pace ??= new(point, steps);
        if (point.Elapsed < said + interval && point.Step != steps)
            return;
        said = point.Elapsed;
        var left = pace.Left(point) is { } time ? $"  {Figures.Span(time)} left" : "";
        Say($"step {Figures.Whole(point.Step)} of {Figures.Whole(steps)}: {TrainingLine.Of(point)}{left}");
    }

    /// <inheritdoc/>
    public void Show(ValidationPoint point) => Say(TrainingLine.Of(point));

    /// <inheritdoc/>
    public void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }
}
