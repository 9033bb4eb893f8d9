namespace Heed.Host;

/// <summary>A data file, and what the tasks read of it. Tasks that read one file share its split.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Columns">The text columns that some task reads, in alphabetical order.</param>
/// <param name="SkipBadRows">Whether bad rows are left out and counted: where all of the tasks say so.</param>
internal sealed record TaskFile(string Path, string Name, string[] Columns, bool SkipBadRows)
{
    /// <summary>The files of some tasks, in the order in which they are first named.</summary>
    public static IReadOnlyList<TaskFile> Of(IReadOnlyList<TaskColumns> tasks) =>
    [
        .. tasks.GroupBy(task => System.IO.Path.GetFullPath(task.Path)).Select(file => new TaskFile(
            file.Key, file.First().File,
            [.. file.SelectMany(task => new[] { task.Source, task.Target }).Distinct().Order(StringComparer.Ordinal)],
            file.All(task => task.SkipBadRows))),
    ];

    /// <summary>The place of a task's file among <see cref="Of"/>.</summary>
    public static int PlaceOf(TaskColumns task, IReadOnlyList<TaskFile> files) =>
        files.Index().First(file => file.Item.Path == System.IO.Path.GetFullPath(task.Path)).Index;
}
