using Heed.Measuring;

namespace Heed.Host;

/// <summary>Which classes of a task were taken for which.</summary>
/// <param name="Task">The task.</param>
/// <param name="Classes">The classes' names.</param>
/// <param name="Matrix">The counts.</param>
public sealed record Confusion(string Task, EquatableArray<string> Classes, ConfusionMatrix Matrix)
{
    /// <summary>Of each class what was asked of but told nothing; nothing where all were told.</summary>
    public EquatableArray<int> Cut { get; init; } = new();

    /// <summary>The confusions of a model's answers.</summary>
    public static Confusion Of(ClassAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return new(
            answers.Answers.Task, answers.Classes,
            answers.Matrix(answers.Answers.Outputs, [.. Enumerable.Range(0, answers.Answers.Examples.Count)]));
    }

    /// <summary>The confusions of words' tags.</summary>
    public static Confusion Of(TagAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var counts = answers.Count(answers.Answers.Outputs, [.. Enumerable.Range(0, answers.Answers.Examples.Count)]);
        return new(answers.Answers.Task, answers.Classes, counts.Matrix) { Cut = counts.Cut };
    }
}
