using System.Globalization;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>The model beside the nearest training example and the mean of them all, for tasks that tell a number.</summary>
public static class NumberScores
{
    private const string Note = "Mean is the mean of the training examples, which says nothing of the order of others.";

    private static readonly string[] Systems = ["model", "nearest neighbour", "mean"];

    /// <summary>The tables of results, one a metric.</summary>
    /// <param name="answers">What the model said, each with the mean of its training examples.</param>
    public static IReadOnlyList<ResultTable> Of(IReadOnlyList<(TaskAnswers Answers, double Mean)> answers) => answers.Count == 0 ? [] :
    [
        Table("Mean squared error", "mean squared error, in the square of the column's unit; lower is better", answers, (wanted, told) =>
        {
            var error = MeanSquaredError.Of(wanted, told);
            return new(error, $"root {Figures.Real(Math.Sqrt(error))}") { Shown = Figures.Real(error) };
        }) with { LowerIsBetter = true },
        Table("Spearman", "Spearman's rank correlation, times 100", answers, (wanted, told) =>
            new(100 * Spearman.Of(wanted, told), $"Pearson's correlation {Figures.Real(100 * Pearson.Of(wanted, told))}")),
    ];

    private static ResultTable Table(
        string name, string signature, IReadOnlyList<(TaskAnswers Answers, double Mean)> answers, Func<double[], double[], ResultScore> measure) => new(
        name, signature, Note + TrainedOn.Sentence([.. answers.Select(one => one.Answers)]), Systems,
        [
            .. from one in answers
               from part in one.Answers.Parts
               let examples = part.Places.Select(place => one.Answers.Examples[place]).ToArray()
               let wanted = examples.Select(example => Number(example.Text.Target)).ToArray()
               select new ResultRow(one.Answers.Task, part.Name, part.Places.Length,
               [
                   measure(wanted, [.. part.Places.Select(place => Number(one.Answers.Outputs[place]))]),
                   measure(wanted, [.. examples.Select(example => Number(example.Nearest))]),
                   measure(wanted, [.. examples.Select(_ => one.Mean)]),
               ]),
        ]);

    /// <summary>A number as answers and references write it.</summary>
    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
