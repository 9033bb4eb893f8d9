using Heed.Generators.Parsing;
using Heed.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace Heed.Generators.Diagnostics;

/// <summary>Holds what a task reads against the data files that the build knows of.</summary>
internal static class CheckData
{
    /// <summary>A task's own mistakes, and what its data lacks.</summary>
    public static EquatableArray<Located> Findings(TaskDeclaration task, EquatableArray<DataFile> files) =>
        task.Mistakes.Concat(Missing(task, files)).ToEquatableArray();

    private static IEnumerable<Located> Missing(TaskDeclaration task, EquatableArray<DataFile> files)
    {
        // A file of no known format is the plan's to complain of.
        if (TableFormats.Of(task.Spec.File) is null)
            yield break;
        var place = task.Spots.First(spot => spot.Path == "Task.File").Place;
        if (files.FirstOrDefault(file => Path.GetFullPath(file.Path) == FullPath(task.Spec.File, place.File)) is not { } data)
        {
            yield return new(
                new(Rules.DataMissing, "Task.File", $"a file {task.Spec.File} beside this one, among the build's AdditionalFiles", "none"),
                place);
            yield break;
        }

        foreach (var column in task.Spec.Columns.Where(column => column.Column.Length > 0 && data.Columns.Count > 0))
        {
            if (!data.Columns.Contains(column.Column))
            {
                yield return new(
                    new(
                        Rules.ColumnMissing, column.Parameter,
                        $"a column of {task.Spec.File}", $"\"{column.Column}\"", Text.List(data.Columns))
                    {
                        Mend = Nearest.To(column.Column, data.Columns) is { } name ? SymbolDisplay.FormatLiteral(name, quote: true) : null,
                    },
                    task.Spots.First(spot => spot.Path == column.Parameter).Place);
            }
        }
    }

    // Null for what cannot be a path.
    private static string? FullPath(string file, string declaredIn) =>
        file.Length == 0 || file.IndexOfAny(Path.GetInvalidPathChars()) >= 0
            ? null
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(declaredIn) ?? "", file));
}
