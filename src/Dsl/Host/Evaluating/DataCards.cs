using Heed.Planning;

namespace Heed.Host;

/// <summary>The cards of the data files that an experiment reads.</summary>
public static class DataCards
{
    /// <summary>One card a file, in the order in which tasks name them.</summary>
    /// <param name="data">What was read.</param>
    /// <param name="spec">The experiment.</param>
    /// <param name="readOn">Of each task what was read on of its file, or null.</param>
    public static IReadOnlyList<DataFileCard> Of(PreparedData data, ExperimentSpec spec, IReadOnlyList<ReadOn?> readOn) => [.. data.Files().Select(one =>
    {
        var (task, table) = one;
        var (split, path) = (table.Split, Path.GetFullPath(task.Path));
        var print = FilePrint.OfAll(path);

        // A test of its own is none of this file's rows.
        var (training, validation, tested) = (split.Training.Length, split.Validation.Length, task.Test is null ? split.Test.Length : 0);
        return new DataFileCard(
            task.File,
            [.. spec.Tasks.Where(other => other.File == task.File).Select(other => other.Name)],
            print.Bytes, print.Sha256,
            training + validation + tested, table.Skipped,
            (training, validation, tested),
            split.Clusters, spec.Split.NearDuplicates,
            DataPapers.Of(path))
        {
            // Of tasks that read one file, each for itself, the one that is furthest.
            Windows = spec.Tasks.Zip(readOn).Where(other => other.First.File == task.File).MaxBy(other => other.Second?.Rows).Second is { } most
                ? (task.Spec.Window, most)
                : null,
            Test = task.Test is var (own, name) && FilePrint.OfAll(own) is var (bytes, sha256) ? new(name, bytes, sha256, split.Test.Length) : null,
        };
    })];
}
