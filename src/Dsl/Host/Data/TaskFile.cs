namespace Heed.Host;

/// <summary>A data file, and what the tasks read of it. Tasks that read one file share its split.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Texts">The text columns that some task reads, in alphabetical order.</param>
/// <param name="Labels">The columns of classes, likewise, and the classes where a task declares them.</param>
/// <param name="SkipBadRows">Whether bad rows are left out and counted: where all of the tasks say so.</param>
internal sealed record TaskFile(
    string Path, string Name, string[] Texts, IReadOnlyList<(string Column, EquatableArray<string> Classes)> Labels, bool SkipBadRows)
{
    /// <summary>The files of some tasks, in the order in which they are first named.</summary>
    public static IReadOnlyList<TaskFile> Of(IReadOnlyList<TaskColumns> tasks) =>
    [
        .. tasks.GroupBy(task => System.IO.Path.GetFullPath(task.Path)).Select(file => new TaskFile(
            file.Key, file.First().File,
            [.. file.SelectMany(task => task.Label is null ? new[] { task.Source, task.Target } : [task.Source]).Distinct().Order(StringComparer.Ordinal)],
            [
                .. from task in file
                   let label = task.Label
                   where label is not null
                   group label.Classes by task.Target into column
                   orderby column.Key
                   select (column.Key, column.MaxBy(classes => classes.Count)!),
            ],
            file.All(task => task.SkipBadRows))),
    ];

    /// <summary>The place of a task's file among <see cref="Of"/>.</summary>
    public static int PlaceOf(TaskColumns task, IReadOnlyList<TaskFile> files) =>
        files.Index().First(file => file.Item.Path == System.IO.Path.GetFullPath(task.Path)).Index;
}
