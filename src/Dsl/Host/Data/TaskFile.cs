using Heed.Planning;

namespace Heed.Host;

/// <summary>A data file, and what the tasks read of it. Tasks that read one file share its split.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Texts">The text columns that some task reads, in alphabetical order.</param>
/// <param name="Labels">What columns of classes go by, likewise, the column of each, and how it is read.</param>
/// <param name="Numbers">The columns of numbers, likewise.</param>
/// <param name="SkipBadRows">Whether bad rows are left out and counted: where all of the tasks say so.</param>
internal sealed record TaskFile(
    string Path, string Name, string[] Texts, IReadOnlyList<(string Key, string Column, LabelSpec Label)> Labels, string[] Numbers, bool SkipBadRows)
{
    /// <summary>The columns of pictures, and the size that each is brought to.</summary>
    public IReadOnlyList<(string Column, ImageSpec Image)> Pictures { get; init; } = [];

    /// <summary>The text columns whose words are told each for itself, and the columns of their tags.</summary>
    public IReadOnlyList<(string Text, string Tags)> Tagged { get; init; } = [];

    /// <summary>The file that the test is taken from; null where it is a part of this one.</summary>
    public (string Path, string Name)? Test { get; init; }

    /// <summary>Rows in memory at a time; 0 for all.</summary>
    public int Window { get; init; }

    /// <summary>What those columns of classes go by whose classes were not declared, but are those of the first window.</summary>
    public IReadOnlyList<string> Learned { get; init; } = [];

    /// <summary>All columns that some task reads.</summary>
    public string[] Columns => [.. Texts.Union(Labels.Select(label => label.Column)).Union(Numbers).Union(Pictures.Select(picture => picture.Column))];

    /// <summary>The files of some tasks, in the order in which they are first named.</summary>
    public static IReadOnlyList<TaskFile> Of(IReadOnlyList<TaskColumns> tasks) =>
    [
        .. tasks.GroupBy(task => System.IO.Path.GetFullPath(task.Path)).Select(file => new TaskFile(
            file.Key, file.First().File,
            [.. file.SelectMany(task => task.Texts).Distinct().Order(StringComparer.Ordinal)],
            [
                .. from task in file
                   let label = task.Spec.Label
                   where label is not null
                   group (task.Target, label) by task.Classes into column
                   orderby column.Key
                   let widest = column.MaxBy(one => one.label.Classes.Count)
                   select (column.Key, widest.Target, widest.label),
            ],
            [.. file.Where(task => task.Spec.Number is not null).Select(task => task.Target).Distinct().Order(StringComparer.Ordinal)],
            file.All(task => task.Spec.SkipBadRows))
        {
            Pictures =
            [
                .. from task in file
                   where task.Image is not null
                   group task by PictureColumn.Key(task.Source, task.Image!) into same
                   select (same.First().Source, same.First().Image!),
            ],
            Tagged = [.. file.Where(task => task.Spec.Kind == TaskKind.Tagging).Select(task => (task.Source, task.Target)).Distinct()],
            Test = file.First().Test,
            Window = file.First().Spec.Window,
        }),
    ];

    /// <summary>The file as it is read on after its first window, whose classes are all that there are.</summary>
    public TaskFile After(TokenizedTable head) => this with
    {
        Labels = [.. Labels.Select(one => (one.Key, one.Column, one.Label with { Classes = head.Labels[one.Key].Classes }))],
        Learned = [.. Labels.Where(one => one.Label.Classes.Count == 0).Select(one => one.Key)],
    };

    /// <summary>The place of a task's file among <see cref="Of"/>.</summary>
    public static int PlaceOf(TaskColumns task, IReadOnlyList<TaskFile> files) =>
        files.Index().First(file => file.Item.Path == System.IO.Path.GetFullPath(task.Path)).Index;
}
