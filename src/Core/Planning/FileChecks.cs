namespace Heed.Planning;

/// <summary>Everything that can be wrong with which files tasks read.</summary>
internal static class FileChecks
{
    /// <summary>The findings of the tasks' files.</summary>
    public static IEnumerable<Finding> Of(ExperimentSpec spec)
    {
        foreach (var task in spec.Tasks)
        {
            foreach (var (property, file) in new[] { ("File", task.File), ("Test", task.Test), ("Sample", task.Sample) })
            {
                if ((property == "File" || file.Length > 0) && TableFormats.Of(file) is null)
                    yield return new(Rules.UnknownFormat, $"{task.Name}.{property}", TableFormats.Known, $"\"{file}\"");
            }

            if (spec.Tasks.FirstOrDefault(other => other.File == task.File && other.SkipBadRows != task.SkipBadRows) is { } differs && task.SkipBadRows)
            {
                yield return new(
                    Rules.BadRows, $"{task.Name}.SkipBadRows", $"SkipBadRows on all tasks that read {task.File}, or on none",
                    $"it on {task.Name} and not on {differs.Name}");
            }

            if (spec.Tasks.FirstOrDefault(other => other.File == task.File && other.Window < task.Window) is { } smaller)
            {
                yield return new(
                    Rules.Windows, $"{task.Name}.Window", $"one Window on all tasks that read {task.File}",
                    $"{Text.Number(task.Window)} on {task.Name} and {Text.Number(smaller.Window)} on {smaller.Name}");
            }

            if (task.Test.Length > 0 && spec.Tasks.FirstOrDefault(other => task.Test == other.File) is { } trains)
            {
                yield return new(
                    Rules.TestFiles, $"{task.Name}.Test", "a file that no task trains on", $"{task.Test}, on which {trains.Name} trains");
            }

            if (spec.Tasks.First(other => other.File == task.File) is var first && (first.Test, first.Sample) != (task.Test, task.Sample))
            {
                yield return new(
                    Rules.TestFiles, $"{task.Name}.{(first.Test != task.Test ? "Test" : "Sample")}",
                    $"the same Test and Sample on all tasks that read {task.File}", $"others on {task.Name} than on {first.Name}");
            }
        }
    }
}
