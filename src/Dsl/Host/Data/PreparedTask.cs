using Heed.Data;

namespace Heed.Host;

/// <summary>The examples of a task.</summary>
/// <param name="Name">The task.</param>
/// <param name="Training">Examples to learn from, cut to the longest length.</param>
/// <param name="Validation">Examples to choose by, cut likewise.</param>
/// <param name="Test">Examples to report on, cut likewise.</param>
/// <param name="Truncated">How many of all were cut.</param>
/// <param name="Skipped">Bad rows of its file that were left out.</param>
public sealed record PreparedTask(string Name, TokenPair[] Training, TokenPair[] Validation, TokenPair[] Test, int Truncated, int Skipped)
{
    /// <summary>The first part that has no examples; null where all have.</summary>
    public string? EmptyPart =>
        Training.Length == 0 ? "training" : Validation.Length == 0 ? "validation" : Test.Length == 0 ? "the test" : null;

    internal static PreparedTask Of(TaskColumns task, TokenizedTable table, PairLength longest)
    {
        var truncated = 0;
        return new(task.Name, Cut(table.Split.Training), Cut(table.Split.Validation), Cut(table.Split.Test), truncated, table.Skipped);

        TokenPair[] Cut(int[] rows) =>
        [
            .. rows.Select(row =>
            {
                var whole = new TokenPair(table.Columns[task.Source][row], table.Columns[task.Target][row]);
                var cut = whole.Truncate(longest);
                truncated += ReferenceEquals(cut, whole) ? 0 : 1;
                return cut;
            }),
        ];
    }
}
