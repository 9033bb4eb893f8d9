using Heed.Data;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>The model beside what needs none: logistic regression over words or pixels, the nearest training example, the most frequent class.</summary>
public static class ClassScores
{
    private static readonly (string Name, string Signature, Func<ConfusionMatrix, double> Measure)[] Metrics =
    [
        ("Accuracy", "accuracy: examples that got their own class, of 100", Accuracy.Of),
        ("Macro F1", "macro F1: the mean over classes of the harmonic mean of precision and recall, times 100", matrix => F1.Macro(matrix.PerClass)),
        ("Matthews", "Matthews's correlation (R_K), times 100; 0 is what guessing gives", Matthews.Of),
    ];

    /// <summary>The tables of results, one a metric.</summary>
    public static IReadOnlyList<ResultTable> Of(IReadOnlyList<ClassAnswers> answers) => answers.Count == 0 ? [] :
    [
        .. from kind in answers.GroupBy(answer => answer.Linear.Name)
           let linear = kind.First().Linear
           from metric in Metrics
           select new ResultTable(
            metric.Name, metric.Signature, $"The {linear.Name} is multinomial {linear.Note}, trained on {TrainedOn.Of(kind.Select(answer => answer.Answers))}.{linear.Neighbours}",
            ["model", linear.Name, "nearest neighbour", "most frequent"],
            [
                .. from answer in kind
                   from part in answer.Answers.Parts
                   select new ResultRow(answer.Answers.Task, part.Name, part.Places.Length,
                   [
                       .. answer.Systems.Select(system => answer.Matrix(system, part.Places)).Select(matrix => new ResultScore(
                           100 * metric.Measure(matrix), $"{Figures.Whole(matrix.Correct)} of {Figures.Whole(matrix.Examples)} right")),
                   ]),
            ]),
    ];
}

/// <summary>What the model and the baselines said for the test examples of a task that tells classes.</summary>
/// <param name="Answers">What the model said.</param>
/// <param name="Classes">The classes.</param>
/// <param name="Linear">What was regressed over.</param>
/// <param name="Regressed">What that said.</param>
/// <param name="MostFrequent">The class of most training examples.</param>
public sealed record ClassAnswers(
    TaskAnswers Answers, EquatableArray<string> Classes, LinearBaseline Linear, IReadOnlyList<string> Regressed, string MostFrequent)
{
    /// <summary>The model's answers and each baseline's.</summary>
    public IEnumerable<IReadOnlyList<string>> Systems =>
    [
        Answers.Outputs, Regressed, [.. Answers.Examples.Select(example => example.Nearest)], [.. Answers.Examples.Select(_ => MostFrequent)],
    ];

    /// <summary>The baselines, trained on the training examples.</summary>
    public static ClassAnswers Of(TaskAnswers answers, EquatableArray<string> classes, IReadOnlyList<TextPair> training, LinearBaseline linear)
    {
        var labels = LabelColumn.Numbers(training.Select(pair => pair.Target), classes);
        return new(
            answers, classes, linear, [.. linear.Answer(labels, classes.Count, answers.Examples).Select(told => classes[told])],
            classes[Baselines.MostFrequent(labels)]);
    }

    /// <summary>How often examples of each class got each class.</summary>
    public ConfusionMatrix Matrix(IReadOnlyList<string> said, IReadOnlyList<int> places)
    {
        int[] Numbers(Func<int, string> name) => LabelColumn.Numbers(places.Select(name), Classes);
        return ConfusionMatrix.Of(Numbers(place => Answers.Examples[place].Text.Target), Numbers(place => said[place]), Classes.Count);
    }
}
