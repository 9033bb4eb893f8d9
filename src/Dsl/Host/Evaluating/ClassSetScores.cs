using Heed.Measuring;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The model beside what needs none, for tasks that tell any number of classes.</summary>
public static class ClassSetScores
{
    private static readonly (string Name, string Signature, Func<IReadOnlyList<ClassCounts>, double> Measure)[] Metrics =
    [
        ("Micro F1", "micro F1: the harmonic mean of precision and recall over all classes' counts together, times 100", F1.Micro),
        ("Macro F1", "macro F1: the mean over classes of the harmonic mean of precision and recall, times 100", F1.Macro),
    ];

    /// <summary>The tables of results, one a metric.</summary>
    public static IReadOnlyList<ResultTable> Of(IReadOnlyList<ClassSetAnswers> answers) => answers.Count == 0 ? [] :
    [
        .. from kind in answers.GroupBy(answer => answer.Linear.Name)
           let linear = kind.First().Linear
           from metric in Metrics
           select new ResultTable(
            metric.Name, metric.Signature,
            $"The {linear.Name} is a {linear.Note} for each class, trained on {TrainedOn.Of(kind.Select(answer => answer.Answers))}. " +
                $"Most frequent is the set of classes that most training examples have.{linear.Neighbours}",
            ["model", linear.Name, "nearest neighbour", "most frequent"],
            [
                .. from answer in kind
                   from part in answer.Answers.Parts
                   select new ResultRow(answer.Answers.Task, part.Name, part.Places.Length,
                   [
                       .. answer.Systems.Select(system => answer.Counts(system, part.Places)).Select(counts => new ResultScore(
                           100 * metric.Measure(counts), $"{Figures.Whole(counts.Sum(one => one.TruePositives))} classes rightly told")),
                   ]),
            ]),
    ];
}

/// <summary>What the model and the baselines said for the test examples of a task that tells any number of classes.</summary>
/// <param name="Answers">What the model said.</param>
/// <param name="Label">The classes.</param>
/// <param name="Linear">What was regressed over, for each class.</param>
/// <param name="Regressed">What that said.</param>
/// <param name="MostFrequent">The set of most training examples.</param>
public sealed record ClassSetAnswers(
    TaskAnswers Answers, LabelSpec Label, LinearBaseline Linear, IReadOnlyList<string> Regressed, string MostFrequent)
{
    /// <summary>The model's answers and each baseline's.</summary>
    public IEnumerable<IReadOnlyList<string>> Systems =>
    [
        Answers.Outputs, Regressed, [.. Answers.Examples.Select(example => example.Nearest)], [.. Answers.Examples.Select(_ => MostFrequent)],
    ];

    /// <summary>The baselines, trained on the training examples.</summary>
    public static ClassSetAnswers Of(TaskAnswers answers, LabelSpec label, IReadOnlyList<Data.TextPair> training, LinearBaseline linear)
    {
        var sets = training.Select(pair => Set(pair.Target, label)).ToArray();
        var told = Enumerable.Range(0, label.Classes.Count)
            .Select(one => linear.Answer([.. sets.Select(set => set.Contains(one) ? 1 : 0)], 2, answers.Examples)).ToArray();
        return new(
            answers, label, linear,
            [.. answers.Examples.Index().Select(example => label.Written(told.Index().Where(one => one.Item[example.Index] == 1).Select(one => one.Index)))],
            training.CountBy(pair => pair.Target).OrderByDescending(set => set.Value).ThenBy(set => set.Key, StringComparer.Ordinal).First().Key);
    }

    /// <summary>Each class against all others, over some of the test examples.</summary>
    public IReadOnlyList<ClassCounts> Counts(IReadOnlyList<string> said, IReadOnlyList<int> places) => ClassCounts.OfLabelSets(
        [.. places.Select(place => Set(Answers.Examples[place].Text.Target, Label))], [.. places.Select(place => Set(said[place], Label))],
        Label.Classes.Count);

    private static HashSet<int> Set(string written, LabelSpec label) =>
        [.. LabelColumn.Numbers(label.In(written), label.Classes)];
}
