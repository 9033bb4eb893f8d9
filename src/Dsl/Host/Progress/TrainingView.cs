using Spectre.Console;

namespace Heed.Host;

/// <summary>What a person sees while a model trains.</summary>
public interface ITrainingView
{
    /// <summary>A step was made.</summary>
    void Show(TrainPoint point);

    /// <summary>The validation split was passed through.</summary>
    void Show(ValidationPoint point);

    /// <summary>Something happened that is worth a line: a checkpoint, a warning.</summary>
    void Say(string line);
}

/// <summary>Chooses a view that suits where the output goes.</summary>
public static class TrainingView
{
    /// <summary>Trains with a progress bar on a terminal, with plain lines in a file or a pipe.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="steps">The last step.</param>
    /// <param name="train">The work; it tells the view of every step.</param>
    public static T Watch<T>(IAnsiConsole console, int steps, Func<ITrainingView, T> train)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(train);
        return console.Profile.Out.IsTerminal
            ? LiveTrainingView.Watch(console, steps, train)
            : train(new PlainTrainingView(console.Profile.Out.Writer, steps));
    }
}
