namespace Heed.Host;

/// <summary>A data file, and what the tasks read of it. Tasks that read one file share its split.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Columns">The text columns that some task reads, in alphabetical order.</param>
internal sealed record TaskFile(string Path, string Name, string[] Columns)
{
    /// <summary>The files of some tasks, in the order in which they are first named.</summary>
    public static IReadOnlyList<TaskFile> Of(IReadOnlyList<TaskColumns> tasks) =>
    [
        .. tasks.GroupBy(task => System.IO.Path.GetFullPath(task.Path)).Select(file => new TaskFile(
            file.Key, file.First().File,
            [.. file.SelectMany(task => new[] { task.Source, task.Target }).Distinct().Order(StringComparer.Ordinal)])),
    ];

    /// <summary>The place of a task's file among <see cref="Of"/>.</summary>
    public static int PlaceOf(TaskColumns task, IReadOnlyList<TaskFile> files) =>
        files.Index().First(file => file.Item.Path == System.IO.Path.GetFullPath(task.Path)).Index;
}
