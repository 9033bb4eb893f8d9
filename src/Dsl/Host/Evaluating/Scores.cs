using Heed.Measuring;

namespace Heed.Host;

/// <summary>The model beside copying the source and beside the nearest training example, in BLEU, with near-twins and without.</summary>
public static class Scores
{
    private static readonly string[] Systems = ["model", "nearest neighbour", "copy"];

    /// <summary>The table of results.</summary>
    /// <param name="answers">Each task's test examples and what the model said for each.</param>
    public static ResultTable Of(IReadOnlyList<(string Task, IReadOnlyList<TestExample> Examples, IReadOnlyList<string> Outputs)> answers) => new(
        "BLEU", Bleu.Signature(),
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
               select Row(answer.Task, part.Item1, part.Item2),
        ]);

    private static ResultRow Row(string task, string part, List<(TestExample Example, string Output)> pairs)
    {
        string[] references = [.. pairs.Select(pair => pair.Example.Text.Target)];
        return new(task, part, pairs.Count,
        [
            Score(pair => pair.Output),
            Score(pair => pair.Example.Nearest),
            Score(pair => pair.Example.Text.Source),
        ]);

        ResultScore Score(Func<(TestExample Example, string Output), string> system) =>
            ResultScore.Of(Bleu.Corpus([.. pairs.Select(system)], references));
    }
}
