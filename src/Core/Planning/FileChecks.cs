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

            if (spec.Tasks.FirstOrDefault(other => Same(other.File, task.File) && other.SkipBadRows != task.SkipBadRows) is { } differs && task.SkipBadRows)
            {
                yield return new(
                    Rules.BadRows, $"{task.Name}.SkipBadRows", $"SkipBadRows on all tasks that read {task.File}, or on none",
                    $"it on {task.Name} and not on {differs.Name}");
            }

            if (spec.Tasks.FirstOrDefault(other => Same(other.File, task.File) && other.Window < task.Window) is { } smaller)
            {
                yield return new(
                    Rules.Windows, $"{task.Name}.Window", $"one Window on all tasks that read {task.File}",
                    $"{Text.Number(task.Window)} on {task.Name} and {Text.Number(smaller.Window)} on {smaller.Name}");
            }

            if (task.Test.Length > 0 && spec.Tasks.FirstOrDefault(other => Same(task.Test, other.File)) is { } trains)
            {
                yield return new(
                    Rules.TestFiles, $"{task.Name}.Test", "a file that no task trains on", $"{task.Test}, on which {trains.Name} trains");
            }

            if (spec.Tasks.First(other => Same(other.File, task.File)) is var first && !(Same(first.Test, task.Test) && Same(first.Sample, task.Sample)))
            {
                yield return new(
                    Rules.TestFiles, $"{task.Name}.{(!Same(first.Test, task.Test) ? "Test" : "Sample")}",
                    $"the same Test and Sample on all tasks that read {task.File}", $"others on {task.Name} than on {first.Name}");
            }
        }
    }

    // Whether two paths lead to one file, however they are written.
    private static bool Same(string one, string other) => one == other || Plain(one) == Plain(other);

    private static string Plain(string path)
    {
        var steps = new List<string>();
        foreach (var step in path.Split('/').Where(step => step is not ("" or ".")))
        {
            if (step == ".." && steps.Count > 0 && steps[steps.Count - 1] != "..")
                steps.RemoveAt(steps.Count - 1);
            else
                steps.Add(step);
        }

        return (path.Length > 0 && path[0] == '/' ? "/" : "") + string.Join("/", steps);
    }
}
