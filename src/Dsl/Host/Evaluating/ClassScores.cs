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
        .. from kind in answers.GroupBy(answer => answer.Regression)
           from metric in Metrics
           select new ResultTable(
            metric.Name, metric.Signature,
            kind.Key == ClassAnswers.BagOfWords
                ? "Bag of words is multinomial logistic regression over the words of the source, trained on the same examples."
                : "The linear model is multinomial logistic regression over the pixels, trained on the same examples; the nearest neighbour has the least sum of squared "
                    + "differences of pixels. A near-twin has the very pixels of a training example; likenesses beyond that were not looked for.",
            ["model", kind.Key, "nearest neighbour", "most frequent"],
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
/// <param name="Regression">What the regression is called.</param>
/// <param name="Regressed">What logistic regression said, over words or over pixels.</param>
/// <param name="MostFrequent">The class of most training examples.</param>
public sealed record ClassAnswers(
    TaskAnswers Answers, EquatableArray<string> Classes, string Regression, IReadOnlyList<string> Regressed, string MostFrequent)
{
    /// <summary>What logistic regression over words is called.</summary>
    public const string BagOfWords = "bag of words";

    /// <summary>What logistic regression over pixels is called.</summary>
    public const string OverPixels = "linear model";

    /// <summary>The model's answers and each baseline's.</summary>
    public IEnumerable<IReadOnlyList<string>> Systems =>
    [
        Answers.Outputs, Regressed, [.. Answers.Examples.Select(example => example.Nearest)], [.. Answers.Examples.Select(_ => MostFrequent)],
    ];

    /// <summary>The baselines, trained on the training examples.</summary>
    public static ClassAnswers Of(TaskAnswers answers, EquatableArray<string> classes, IReadOnlyList<TextPair> training)
    {
        var labels = LabelColumn.Numbers(training.Select(pair => pair.Target), classes);
        var words = Measuring.BagOfWords.Train([.. training.Select(pair => pair.Source)], labels, classes.Count);
        return new(
            answers, classes, BagOfWords, [.. answers.Examples.Select(example => classes[words.Predict(example.Text.Source)])],
            classes[Baselines.MostFrequent(labels)]);
    }

    /// <summary>The baselines of a task that reads pictures.</summary>
    public static ClassAnswers OfPictures(TaskAnswers answers, EquatableArray<string> classes, (ReadOnlyMemory<byte>[] Pictures, int[] Classes) training)
    {
        var pixels = PixelRegression.Train(training.Pictures, training.Classes, classes.Count);
        return new(
            answers, classes, OverPixels, [.. answers.Examples.Select(example => classes[pixels.Predict(example.Tokens.Picture!.Pixels.Span)])],
            classes[Baselines.MostFrequent(training.Classes)]);
    }

    /// <summary>How often examples of each class got each class.</summary>
    public ConfusionMatrix Matrix(IReadOnlyList<string> said, IReadOnlyList<int> places)
    {
        int[] Numbers(Func<int, string> name) => LabelColumn.Numbers(places.Select(name), Classes);
        return ConfusionMatrix.Of(Numbers(place => Answers.Examples[place].Text.Target), Numbers(place => said[place]), Classes.Count);
    }
}
