using System.Globalization;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>One metric's figures: systems beside each other, tasks and test sets below each other.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Signature">How it was measured, in full.</param>
/// <param name="Note">What a reader should know of the systems and the test sets.</param>
/// <param name="Systems">The columns; the model first, then what it is compared with.</param>
/// <param name="Rows">The rows, a task's together.</param>
public sealed record ResultTable(
    string Metric, string Signature, string Note, IReadOnlyList<string> Systems, IReadOnlyList<ResultRow> Rows)
{
    /// <summary>Whether a lower score is better; else a higher one.</summary>
    public bool LowerIsBetter { get; init; }

    /// <summary>Whether a score is the best of its row; one that is no number is not.</summary>
    public bool IsBest(ResultRow row, ResultScore score)
    {
        var scores = row.Scores.Select(other => other.Value).Where(double.IsFinite).ToArray();
        return scores.Length > 0 && score.Value == (LowerIsBetter ? scores.Min() : scores.Max());
    }
}

/// <summary>A row of results.</summary>
/// <param name="Task">The task.</param>
/// <param name="Subset">The part of the test set: <c>all</c>, <c>without near-twins</c>.</param>
/// <param name="Examples">Examples in it.</param>
/// <param name="Scores">One for each system.</param>
public sealed record ResultRow(string Task, string Subset, int Examples, IReadOnlyList<ResultScore> Scores);

/// <summary>One system's score.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Details">What it is made of, in one line.</param>
public sealed record ResultScore(double Value, string Details)
{
    /// <summary>The figure as it is shown: to one place, unless it has a unit of its own; a dash where there is none.</summary>
    public string Shown
    {
        get => double.IsNaN(Value) ? "–" : field ?? Value.ToString("0.0", CultureInfo.InvariantCulture);
        init;
    }

    /// <summary>A BLEU score with its precisions, brevity penalty and lengths.</summary>
    public static ResultScore Of(BleuScore bleu)
    {
        ArgumentNullException.ThrowIfNull(bleu);
        return new(bleu.Score, bleu.Details);
    }

    /// <summary>A chrF score with its precision and recall.</summary>
    public static ResultScore Of(ChrfScore chrf)
    {
        ArgumentNullException.ThrowIfNull(chrf);
        return new(chrf.Score, chrf.Details);
    }

    /// <summary>A ROUGE score with its precision and recall.</summary>
    public static ResultScore Of(RougeScore rouge)
    {
        ArgumentNullException.ThrowIfNull(rouge);
        return new(rouge.F, rouge.Details);
    }
}

/// <summary>What the model made of one test example.</summary>
/// <param name="Task">The task.</param>
/// <param name="Source">What went in.</param>
/// <param name="Reference">What should have come out.</param>
/// <param name="Output">What came out.</param>
/// <param name="Nearest">The target of the training example whose source is most like this one; null where it says nothing of this one.</param>
/// <param name="HasTwin">Whether that training example is nearly the same.</param>
/// <param name="Chrf">How like the reference the output is: chrF of the sentence, 0 to 100; null where it is a class.</param>
public sealed record SampleOutput(
    string Task, string Source, string Reference, string Output, string? Nearest, bool HasTwin, double? Chrf)
{
    /// <summary>What went in where that is a picture; else none.</summary>
    public Picture? Picture { get; init; }

    /// <summary>Words that got their own tag, of 100, where words are tagged; else null.</summary>
    public double? RightWords { get; init; }

    /// <summary>How far a number is off, in the column's unit, where one is told; else null.</summary>
    public double? Error { get; init; }
}
