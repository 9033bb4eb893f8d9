namespace Heed.Measuring;

/// <summary>
/// What costs nothing and must be beaten: answers that no model gave. (The other one is copying: the question is the answer.)
/// </summary>
public static class Baselines
{
    /// <summary>Word Jaccard similarity from which on a training source is a test source's twin.</summary>
    public const double Twin = 0.5;

    /// <summary>Answers with the target of the training example whose source is most like the question.</summary>
    public static IReadOnlyList<Retrieved> Retrieve(
        IReadOnlyList<string> trainingSources, IReadOnlyList<string> trainingTargets, IEnumerable<string> sources)
    {
        var nearest = new NearestNeighbour(trainingSources);
        return [.. sources.Select(nearest.Find).Select(found => new Retrieved(found.Text, trainingTargets[found.Text], found.Similarity))];
    }
}

/// <summary>What was retrieved for a question.</summary>
/// <param name="Example">The training example.</param>
/// <param name="Answer">Its target.</param>
/// <param name="Similarity">How like its source is to the question: word Jaccard similarity, 0 to 1.</param>
public sealed record Retrieved(int Example, string Answer, double Similarity)
{
    /// <summary>Whether the question has a near-twin in training, so that its answer may be remembered rather than found.</summary>
    public bool HasTwin => Similarity >= Baselines.Twin;
}
