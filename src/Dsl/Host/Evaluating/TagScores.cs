using Heed.Measuring;

namespace Heed.Host;

/// <summary>The model beside what needs none, for tasks that tag words.</summary>
public static class TagScores
{
    private const string Note =
        "Most frequent of the word is the tag that the word has most often in the training examples, a word that is not there getting the most " +
        "frequent of all. A word that was cut (Encoder.MaximumLength) has no tag from the model, and counts as wrong.";

    private static readonly string[] Systems = ["model", "most frequent of the word", "most frequent"];

    /// <summary>The tables of results, one a metric; of spans where tags mark some.</summary>
    public static IReadOnlyList<ResultTable> Of(IReadOnlyList<TagAnswers> answers) =>
    [
        .. Table(
            "Accuracy of words", "accuracy: words that got their own tag, of 100", answers,
            counts => new(100 * counts.Accuracy, $"{Figures.Whole(counts.Matrix.Correct)} of {Figures.Whole(counts.Words)} words right{Cut(counts)}")),
        .. Table(
            "Macro F1 of words", "macro F1: the mean over tags of the harmonic mean of precision and recall, times 100", answers,
            counts => new(100 * F1.Macro(counts.PerClass), $"{counts.PerClass.Count(tag => tag.Occurs)} tags")),
        .. Table(
            "Entity F1", "entity F1: the harmonic mean of precision and recall of spans with both ends and type right, times 100 (conlleval)",
            [.. answers.Where(answer => Chunk.Marks(answer.Classes))],
            counts => new(100 * (counts.Spans.Occurs ? counts.Spans.F1 : 0), Spans(counts.Spans))),
    ];

    private static IEnumerable<ResultTable> Table(
        string name, string signature, IReadOnlyList<TagAnswers> answers, Func<TagCounts, ResultScore> measure) => answers.Count == 0 ? [] :
    [
        new(name, signature, Note + TrainedOn.Sentence([.. answers.Select(answer => answer.Answers)]), Systems,
        [
            .. from answer in answers
               from part in answer.Answers.Parts
               select new ResultRow(
                   answer.Answers.Task, part.Name, part.Places.Length, [.. answer.Systems.Select(system => measure(answer.Count(system, part.Places)))]),
        ]),
    ];

    private static string Cut(TagCounts counts) => counts.Cut.Sum() is > 0 and var cut ? $"; {Figures.Whole(cut)} cut" : "";

    private static string Spans(ClassCounts spans) =>
        $"{Figures.Whole(spans.TruePositives)} of {Figures.Whole(spans.TruePositives + spans.FalseNegatives)} found, {Figures.Whole(spans.FalsePositives)} wrong";
}
