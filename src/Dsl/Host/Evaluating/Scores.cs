using Heed.Measuring;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The model beside copying the source and beside the nearest training example, by every metric of text, BLEU first.</summary>
public static class Scores
{
    private static readonly string[] Systems = ["model", "nearest neighbour", "copy"];

    private static readonly (string Name, string Signature, Func<string[], string[], ResultScore> Measure)[] Metrics =
    [
        ("BLEU", Bleu.Signature(), (outputs, references) => ResultScore.Of(Bleu.Corpus(outputs, references))),
        ("chrF", Chrf.Signature(), (outputs, references) => ResultScore.Of(Chrf.Corpus(outputs, references))),
        Summarised("1", (output, reference) => Rouge.N(output, reference, 1)),
        Summarised("2", (output, reference) => Rouge.N(output, reference, 2)),
        Summarised("L", Rouge.L),
    ];

    private static (string, string, Func<string[], string[], ResultScore>) Summarised(string variant, Func<string, string, RougeScore> score) =>
        ($"ROUGE-{variant}", Rouge.Signature(variant), (outputs, references) => ResultScore.Of(RougeScore.Mean(outputs.Zip(references, score))));

    /// <summary>The tables of results, one a metric, with near-twins and without.</summary>
    /// <param name="answers">What the model said.</param>
    /// <param name="spec">The experiment, which says how tokens were chosen.</param>
    public static IReadOnlyList<ResultTable> Of(IReadOnlyList<TaskAnswers> answers, ExperimentSpec spec) => answers.Count == 0 ? [] :
    [
        .. Metrics.Select(metric => new ResultTable(
            metric.Name, metric.Signature,
            "A near-twin is a test example whose source shares at least half of all words with a training source (word Jaccard 0.5 or more). " +
            $"The model's answers are {DecodingOutline.Of(spec)}.{TrainedOn.Sentence(answers)}",
            Systems,
            [
                .. from answer in answers
                   from part in answer.Parts
                   select Row(answer, part.Name, part.Places, metric.Measure),
            ])),
    ];

    private static ResultRow Row(TaskAnswers answers, string part, int[] places, Func<string[], string[], ResultScore> measure)
    {
        string[] references = [.. places.Select(place => answers.Examples[place].Text.Target)];
        return new(answers.Task, part, places.Length,
        [
            Score(place => answers.Outputs[place]),
            Score(place => answers.Examples[place].Nearest),
            Score(place => answers.Examples[place].Text.Source),
        ]);

        ResultScore Score(Func<int, string> system) => measure([.. places.Select(system)], references);
    }
}
