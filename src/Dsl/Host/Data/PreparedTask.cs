using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The examples of a task.</summary>
/// <param name="Spec">The task, with what its data says of it: its classes, the mean and deviation of its numbers.</param>
/// <param name="Training">Examples to learn from, cut to the longest length.</param>
/// <param name="Validation">Examples to choose by, cut likewise.</param>
/// <param name="Test">Examples to report on, cut likewise.</param>
/// <param name="Truncated">How many of all were cut.</param>
/// <param name="Skipped">Bad rows of its file that were left out.</param>
public sealed record PreparedTask(TaskSpec Spec, TokenPair[] Training, TokenPair[] Validation, TokenPair[] Test, int Truncated, int Skipped)
{
    /// <summary>Whether these are of the first window of a file that is read on while training goes on.</summary>
    public bool IsReadOn { get; init; }

    /// <summary>The task's name.</summary>
    public string Name => Spec.Name;

    /// <summary>The first part that has no examples; null where all have.</summary>
    public string? EmptyPart =>
        Training.Length == 0 ? "training" : Validation.Length == 0 ? "validation" : Test.Length == 0 ? "the test" : null;

    internal static PreparedTask Of(TaskColumns task, TokenizedTable table, PairLength longest, int start, string contents)
    {
        var spec = Known(task, table) with { Contents = contents };
        var (training, validation, test) = (Part(table.Split.Training), Part(table.Split.Validation), Part(table.Split.Test));
        return new(spec, training.Pairs, validation.Pairs, test.Pairs, training.Truncated + validation.Truncated + test.Truncated, table.Skipped);

        (TokenPair[] Pairs, int Truncated) Part(int[] rows) => Examples(task, spec, table, rows, longest, start);
    }

    /// <summary>The examples of some rows, cut to the longest length, and how many were cut.</summary>
    /// <param name="task">Where they stand.</param>
    /// <param name="spec">The task, its classes known.</param>
    /// <param name="table">The rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="longest">Tokens at the most.</param>
    /// <param name="start">The task's start token.</param>
    /// <exception cref="UserError">Nothing is left of one to be told.</exception>
    internal static (TokenPair[] Pairs, int Truncated) Examples(TaskColumns task, TaskSpec spec, TokenizedTable table, int[] rows, PairLength longest, int start)
    {
        var truncated = 0;
        // What a head tells is not written, and so never cut.
        var room = spec.Kind.HasHead() ? longest with { Target = int.MaxValue } : longest;
        TokenPair[] pairs =
        [
            .. rows.Select(row =>
            {
                var whole = Example(task, spec, table, row, start);
                var cut = whole.Truncate(room);
                truncated += ReferenceEquals(cut, whole) ? 0 : 1;
                return spec.Kind != TaskKind.Tagging || cut.Kept.Any() ? cut : throw new UserError(
                    $"{(task.Test is { } test && table.Split.Test is [var first, ..] && row >= first ? test.Name : task.File)}({table.Lines[row]}): " +
                    $"expected in column {task.Source} a word within the first {room.Source} tokens (Encoder.MaximumLength); there is none.");
            }),
        ];
        return (pairs, truncated);
    }

    private static TokenPair Example(TaskColumns task, TaskSpec spec, TokenizedTable table, int row, int start)
    {
        if (task.Image is { } image)
        {
            return new([], spec.Kind == TaskKind.Regression ? [] : table.Labels[task.Classes].Rows[row])
            {
                Number = spec.Kind == TaskKind.Regression ? table.Numbers[task.Target][row] : 0,
                Picture = table.Pictures[PictureColumn.Key(task.Source, image)].At(row),
                Positions = spec.Positions!.Value,
            };
        }

        var source = table.Columns[task.Source][row];
        return spec.Kind switch
        {
            TaskKind.SequenceToSequence => new(source, table.Columns[task.Target][row]),
            TaskKind.CausalLanguageModel => new([], source),
            TaskKind.MaskedLanguageModel => new(source, []),
            TaskKind.Regression => new(spec.Begin(source, start), []) { Number = table.Numbers[task.Target][row] },
            TaskKind.Tagging => new(source, table.Labels[task.Classes].Rows[row]) { Words = table.Words[task.Source][row] },
            _ => new(spec.Begin(source, start), table.Labels[task.Classes].Rows[row]),
        };
    }

    private static TaskSpec Known(TaskColumns task, TokenizedTable table) => task.Spec.With(column => column with
    {
        Label = column.Label is { } label ? label with { Classes = table.Labels[task.Classes].Classes } : null,
        Number = column.Number is { } number ? NumberColumn.Scaled(number, table.Numbers[task.Target], table.Split.Training) : null,
    });
}
