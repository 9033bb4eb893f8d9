using Heed.Data;
using Heed.Learning;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>How well language models tell tokens of the test part, beside what counting tokens and pairs of tokens reaches.</summary>
internal static class LanguageScores
{
    /// <summary>The metric's name.</summary>
    public const string Metric = "Perplexity";

    private static readonly string[] Systems = ["model", "bigram", "unigram"];

    /// <summary>The table of perplexities; none where no task is a language model.</summary>
    /// <param name="session">The experiment and its model.</param>
    /// <param name="examples">Of each language model its place in the experiment, its test examples, and whether it read on.</param>
    public static IReadOnlyList<ResultTable> Of(Session session, IReadOnlyList<(int Task, IReadOnlyList<TestExample> Examples, bool IsReadOn)> examples) => examples.Count == 0 ? [] :
    [
        new(Metric, "perplexity of a token: exp of its mean cross-entropy; lower is better",
            Note(TrainedOn.Of([.. examples.Select(one => (session.Data.Tasks[one.Task].Name, one.IsReadOn))])), Systems,
            [.. examples.SelectMany(one => Rows(session, one.Task, one.Examples))]) { LowerIsBetter = true },
    ];

    private static string Note(string trainedOn) =>
        $"A bigram tells a token from the one before it (Witten and Bell 1991), a unigram from nothing; both are trained on {trainedOn}. " +
        "A perplexity is that of this vocabulary's tokens, and compares with no other's.";

    private static IEnumerable<ResultRow> Rows(Session session, int task, IReadOnlyList<TestExample> examples)
    {
        var prepared = session.Data.Tasks[task];
        var counts = new Bigrams(prepared.Training.Select(pair => Told(pair)), session.Data.Vocabulary.Count);
        foreach (var part in new TaskAnswers(prepared.Name, examples, []).Parts)
        {
            var batches = session.Data.TestBatches(task, part.Places, session.Plan.Spec.BatchTokens);
            TokenLoss Sum(Func<Batch, TokenLoss> loss) => batches.Select(loss).Aggregate(new TokenLoss(0, 0), (sum, next) => sum.And(next));
            yield return new(prepared.Name, part.Name, part.Places.Length,
            [
                Score(Sum(batch => session.Learner.Evaluate(task, batch))),
                Score(Sum(batch => Loss(batch, prepared.Test, counts.Bigram))),
                Score(Sum(batch => Loss(batch, prepared.Test, (_, token) => counts.Unigram(token)))),
            ]);
        }
    }

    private static ResultScore Score(TokenLoss loss) => new(
        Perplexity.Of(loss.Mean), $"{Figures.Real(loss.Mean)} nats for each of {Figures.Whole(loss.Tokens)} tokens")
    {
        Shown = Figures.Real(Perplexity.Of(loss.Mean)),
    };

    // The loss of the same tokens that a model is asked for; a hidden one's neighbour is taken as it was before anything was hidden.
    private static TokenLoss Loss(Batch batch, TokenPair[] examples, Func<int, int, double> probability)
    {
        var (sum, width) = (0.0, batch.Labels.Length / batch.Rows);
        foreach (var (place, label) in batch.Labels.Index().Where(one => one.Item != Vocabulary.Padding))
        {
            var (row, at) = Math.DivRem(place, width);
            sum -= Math.Log(probability(at == 0 ? Vocabulary.Padding : Told(examples[batch.Examples[row]])[at - 1], label));
        }

        return new(sum, batch.RealLabels);
    }

    // The tokens of a text: those that are read where some are hidden, else those that are written, and their end.
    private static int[] Told(TokenPair pair) => pair.Source.Length > 0 ? pair.Source : [.. pair.Target, Vocabulary.End];
}
