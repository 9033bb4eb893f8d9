using Heed.Measuring;

namespace Heed.Host;

/// <summary>The model beside copying the source and beside the nearest training example, by every metric of text, BLEU first.</summary>
public static class Scores
{
    private static readonly string[] Systems = ["model", "nearest neighbour", "copy"];

    private static readonly (string Name, string Signature, Func<string[], string[], ResultScore> Measure)[] Metrics =
    [
        ("BLEU", Bleu.Signature(), (outputs, references) => ResultScore.Of(Bleu.Corpus(outputs, references))),
        ("chrF", Chrf.Signature(), (outputs, references) => ResultScore.Of(Chrf.Corpus(outputs, references))),
        ("ROUGE-L", Rouge.Signature("L"), (outputs, references) => ResultScore.Of(RougeScore.Mean(outputs.Zip(references, Rouge.L)))),
    ];

    /// <summary>The tables of results, one a metric, with near-twins and without.</summary>
    /// <param name="answers">Each task's test examples and what the model said for each.</param>
    public static IReadOnlyList<ResultTable> Of(IReadOnlyList<(string Task, IReadOnlyList<TestExample> Examples, IReadOnlyList<string> Outputs)> answers) =>
    [
        .. Metrics.Select(metric => new ResultTable(
            metric.Name, metric.Signature,
            "A near-twin is a test example whose source shares at least half of all words with a training source (word Jaccard 0.5 or more).",
            Systems,
            [
                .. from answer in answers
                   let all = answer.Examples.Zip(answer.Outputs).ToList()
                   from part in new[]
                   {
                       ("all", all),
                       ("without near-twins", [.. all.Where(pair => !pair.First.HasTwin)]),
                       ("near-twins", [.. all.Where(pair => pair.First.HasTwin)]),
                   }
                   where part.Item2.Count > 0
                   select Row(answer.Task, part.Item1, part.Item2, metric.Measure),
            ])),
    ];

    private static ResultRow Row(
        string task, string part, List<(TestExample Example, string Output)> pairs, Func<string[], string[], ResultScore> measure)
    {
        string[] references = [.. pairs.Select(pair => pair.Example.Text.Target)];
        return new(task, part, pairs.Count,
        [
            Score(pair => pair.Output),
            Score(pair => pair.Example.Nearest),
            Score(pair => pair.Example.Text.Source),
        ]);

        ResultScore Score(Func<(TestExample Example, string Output), string> system) => measure([.. pairs.Select(system)], references);
    }
}
