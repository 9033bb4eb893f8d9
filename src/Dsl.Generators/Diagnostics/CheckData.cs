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

    // What the host would read: the file with its test, or where that is not there the sample.
    private static IEnumerable<Located> Missing(TaskDeclaration task, EquatableArray<DataFile> files)
    {
        var (file, sample) = (Find(task, "Task.File", task.Spec.File, files), Find(task, "Task.Sample", task.Spec.Sample, files));
        return file is null && sample is not null
            ? Check(task, "Task.Sample", task.Spec.Sample, files)
            : Check(task, "Task.File", task.Spec.File, files).Concat(file is null ? [] : Check(task, "Task.Test", task.Spec.Test, files));
    }

    private static IEnumerable<Located> Check(TaskDeclaration task, string path, string name, EquatableArray<DataFile> files)
    {
        // A file of no known format is the plan's to complain of.
        if (TableFormats.Of(name) is null)
            yield break;
        if (Find(task, path, name, files) is not { } data)
        {
            yield return new(
                new(Rules.DataMissing, path, $"a file {name} beside this one, among the build's AdditionalFiles", "none"),
                task.Spots.First(spot => spot.Path == path).Place);
            yield break;
        }

        foreach (var column in task.Spec.Columns.Where(column => column.Column.Length > 0 && data.Columns.Count > 0))
        {
            if (!data.Columns.Contains(column.Column))
            {
                yield return new(
                    new(
                        Rules.ColumnMissing, column.Parameter,
                        $"a column of {name}", $"\"{column.Column}\"", Text.List(data.Columns))
                    {
                        Mend = Nearest.To(column.Column, data.Columns) is { } nearest ? SymbolDisplay.FormatLiteral(nearest, quote: true) : null,
                    },
                    task.Spots.First(spot => spot.Path == column.Parameter).Place);
            }
        }
    }

    private static DataFile? Find(TaskDeclaration task, string path, string name, EquatableArray<DataFile> files) =>
        name.Length == 0 || task.Spots.FirstOrDefault(spot => spot.Path == path) is not { } spot
            ? null
            : files.FirstOrDefault(file => Path.GetFullPath(file.Path) == FullPath(name, spot.Place.File));

    // Null for what cannot be a path.
    private static string? FullPath(string file, string declaredIn) =>
        file.Length == 0 || file.IndexOfAny(Path.GetInvalidPathChars()) >= 0
            ? null
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(declaredIn) ?? "", file));
}
