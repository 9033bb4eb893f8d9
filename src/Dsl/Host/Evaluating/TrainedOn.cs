using Heed.Planning;

namespace Heed.Host;

/// <summary>What the baselines of a table were trained on, in words: of a file that is read on they know the first window alone.</summary>
internal static class TrainedOn
{
    /// <summary>What follows <c>trained on</c>.</summary>
    /// <param name="tasks">The table's tasks, and of each whether its model read on.</param>
    public static string Of(IReadOnlyList<(string Task, bool IsReadOn)> tasks)
    {
        string[] on = [.. tasks.Where(task => task.IsReadOn).Select(task => task.Task)];
        return on.Length == 0 ? "the same examples"
            : (on.Length == tasks.Count ? "the examples of the first window" : $"the same examples, of {Text.List(on)} on those of the first window alone")
                + "; the model on those after it, too";
    }

    /// <summary>The same, of what models answered.</summary>
    /// <param name="answers">The answers of each of the table's tasks.</param>
    public static string Of(IEnumerable<TaskAnswers> answers) => Of([.. answers.Select(answer => (answer.Task, answer.IsReadOn))]);

    /// <summary>A sentence that says so where some model read on; else nothing.</summary>
    /// <param name="answers">The answers of each of the table's tasks.</param>
    public static string Sentence(IReadOnlyList<TaskAnswers> answers) => answers.Any(answer => answer.IsReadOn) ? $" Baselines are trained on {Of(answers)}." : "";
}
