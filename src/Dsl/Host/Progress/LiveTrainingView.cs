using Spectre.Console;

namespace Heed.Host;

/// <summary>A progress bar with the latest figures under it, for a terminal. Lines that are said stay above it.</summary>
internal sealed class LiveTrainingView : ITrainingView
{
    private readonly IAnsiConsole console;
    private readonly ProgressTask bar;
    private readonly int steps;
    private volatile Latest? latest;

    private LiveTrainingView(IAnsiConsole console, ProgressTask bar, int steps) =>
        (this.console, this.bar, this.steps) = (console, bar, steps);

    /// <summary>Runs the work with the bar on screen.</summary>
    public static T Watch<T>(IAnsiConsole console, int steps, Func<ITrainingView, T> train)
    {
        LiveTrainingView? view = null;
        return console.Progress()
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 32 }, new PercentageColumn())
            .UseRenderHook((bar, _) => new Rows(bar, view?.Figures() ?? Text.Empty))
            .Start(context =>
            {
                view = new(console, context.AddTask("Training", maxValue: steps), steps);
                return train(view);
            });
    }

    /// <inheritdoc/>
    public void Show(TrainPoint point)
    {
        latest = new(point, latest?.Pace ?? new(point, steps));
        bar.Value = point.Step;
    }

    /// <inheritdoc/>
    public void Show(ValidationPoint point) => Say(TrainingLine.Of(point));

    /// <inheritdoc/>
    public void Say(string line) => console.WriteLine(line);

    /// <summary>Called by the thread that draws.</summary>
    private Text Figures() => latest is not { Point: var point, Pace: var pace }
        ? Text.Empty
        : new($"step {Host.Figures.Whole(point.Step)} of {Host.Figures.Whole(steps)}  {TrainingLine.Of(point)}"
            + (pace.Left(point) is { } left ? $"  {Host.Figures.Span(left)} left" : ""), new Style(Color.Grey));

    private sealed record Latest(TrainPoint Point, Pace Pace);
}
