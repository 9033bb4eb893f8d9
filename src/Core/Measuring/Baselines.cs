namespace Heed.Measuring;

/// <summary>
/// What costs nothing and must be beaten: answers that no model gave. (Two more: copying, where the question is the answer, and
/// <see cref="BagOfWords"/>.)
/// </summary>
public static class Baselines
{
    /// <summary>Word Jaccard similarity from which on a training source is a test source's twin.</summary>
    public const double Twin = 0.5;

    /// <summary>Finds the training source that is most like each question; the answer is its target.</summary>
    public static IReadOnlyList<Retrieved> Retrieve(IReadOnlyList<string> training, IEnumerable<string> sources)
    {
        var nearest = new NearestNeighbour(training);
        return [.. sources.Select(nearest.Find).Select(found => new Retrieved(found.Text, found.Similarity))];
    }

    /// <summary>The class that most training examples are of, which answers every question alike; of several the lowest.</summary>
    /// <param name="labels">The class of each training example, of which there is at least one.</param>
    public static int MostFrequent(IEnumerable<int> labels) =>
        labels.CountBy(label => label).OrderByDescending(label => label.Value).ThenBy(label => label.Key).First().Key;
}

/// <summary>What was retrieved for a question.</summary>
/// <param name="Example">The training example.</param>
/// <param name="Similarity">How like its source is to the question: word Jaccard similarity, 0 to 1.</param>
public sealed record Retrieved(int Example, double Similarity)
{
    /// <summary>Whether the question has a near-twin in training, so that its answer may be remembered rather than found.</summary>
    public bool HasTwin => Similarity >= Baselines.Twin;
}
