using Heed.Generators.Parsing;
using Heed.Planning;

namespace Heed.Generators.Diagnostics;

/// <summary>Holds what a task reads against the data files that the build knows of.</summary>
internal static class CheckData
{
    /// <summary>A task's own mistakes, and what its data lacks.</summary>
    public static EquatableArray<Located> Findings(TaskDeclaration task, EquatableArray<DataFile> files) =>
        task.Mistakes.Concat(Missing(task, files)).ToEquatableArray();

    private static IEnumerable<Located> Missing(TaskDeclaration task, EquatableArray<DataFile> files)
    {
        var place = task.Spots.First(spot => spot.Path == "Task.File").Place;
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(place.File) ?? "", task.Spec.File));
        if (files.FirstOrDefault(file => Path.GetFullPath(file.Path) == path) is not { } data)
        {
            yield return new(
                new(Rules.DataMissing, "File", $"a file {task.Spec.File} beside this one, among the build's AdditionalFiles", "none"), place);
            yield break;
        }

        foreach (var column in task.Spec.Columns.Where(column => column.Column.Length > 0 && data.Columns.Count > 0))
        {
            if (!data.Columns.Contains(column.Column))
            {
                yield return new(
                    new(Rules.ColumnMissing, column.Parameter, $"a column of {task.Spec.File}", $"\"{column.Column}\"", Text.List(data.Columns)),
                    task.Spots.First(spot => spot.Path == column.Parameter).Place);
            }
        }
    }
}
