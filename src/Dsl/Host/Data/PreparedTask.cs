using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The examples of a task.</summary>
/// <param name="Name">The task.</param>
/// <param name="Training">Examples to learn from, cut to the longest length.</param>
/// <param name="Validation">Examples to choose by, cut likewise.</param>
/// <param name="Test">Examples to report on, cut likewise.</param>
/// <param name="Truncated">How many of all were cut.</param>
/// <param name="Skipped">Bad rows of its file that were left out.</param>
/// <param name="Classes">The classes that it tells; null where it writes.</param>
public sealed record PreparedTask(
    string Name, TokenPair[] Training, TokenPair[] Validation, TokenPair[] Test, int Truncated, int Skipped, EquatableArray<string>? Classes = null)
{
    /// <summary>What the task does.</summary>
    public TaskKind Kind => Classes is null ? TaskKind.SequenceToSequence : TaskKind.Classification;

    /// <summary>The first part that has no examples; null where all have.</summary>
    public string? EmptyPart =>
        Training.Length == 0 ? "training" : Validation.Length == 0 ? "validation" : Test.Length == 0 ? "the test" : null;

    internal static PreparedTask Of(TaskColumns task, TokenizedTable table, PairLength longest, int start)
    {
        var truncated = 0;
        var labels = task.Label is null ? null : table.Labels[task.Target];
        return new(
            task.Name, Cut(table.Split.Training), Cut(table.Split.Validation), Cut(table.Split.Test), truncated, table.Skipped, labels?.Classes);

        TokenPair[] Cut(int[] rows) =>
        [
            .. rows.Select(row =>
            {
                if (task.Image is { } image)
                {
                    return new([], [labels!.Rows[row]])
                    {
                        Picture = table.Pictures[PictureColumn.Key(task.Source, image)].At(row),
                        Positions = task.Positions,
                    };
                }

                var source = table.Columns[task.Source][row];
                var whole = labels is null
                    ? new TokenPair(source, table.Columns[task.Target][row])
                    : new(task.Label!.Begin(source, start), [labels.Rows[row]]);
                var cut = whole.Truncate(longest);
                truncated += ReferenceEquals(cut, whole) ? 0 : 1;
                return cut;
            }),
        ];
    }
}
