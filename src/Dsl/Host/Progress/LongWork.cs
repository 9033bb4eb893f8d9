using Spectre.Console;

namespace Heed.Host;

/// <summary>Work with no figures but how much of it is done: learning a vocabulary, translating a test set.</summary>
public static class LongWork
{
    /// <summary>Does the work with a bar on a terminal, with one line elsewhere.</summary>
    /// <param name="console">Where to show it.</param>
    /// <param name="title">What is done.</param>
    /// <param name="total">How much there is.</param>
    /// <param name="work">The work; it tells how much is done so far.</param>
    public static T Watch<T>(IAnsiConsole console, string title, int total, Func<Action<int>, T> work)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(work);
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Out.Writer.WriteLine(Terminal.Safe(title));
            return work(_ => { });
        }
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn { Width = 32 }, new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask(Markup.Escape(Terminal.Safe(title)), maxValue: total);
                var result = work(done => bar.Value = done);
                bar.Value = total;
                return result;
            });
    }
}
