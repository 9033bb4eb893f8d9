namespace Heed.Measuring;

/// <summary>
/// The baseline of tagging: each word gets the tag that it has most often in training, whatever stands around it, and a word that is not
/// there the most frequent tag of all (Charniak et al. 1993).
/// </summary>
public sealed class WordTags
{
    private readonly Dictionary<string, int> tags;

    /// <summary>Counts the tags of words.</summary>
    /// <param name="training">Words and their tags, at least one.</param>
    public WordTags(IReadOnlyCollection<(string Word, int Tag)> training)
    {
        ArgumentNullException.ThrowIfNull(training);
        MostFrequent = Baselines.MostFrequent(training.Select(one => one.Tag));
        tags = training.GroupBy(one => one.Word, one => one.Tag).ToDictionary(same => same.Key, Baselines.MostFrequent);
    }

    /// <summary>The tag of most words.</summary>
    public int MostFrequent { get; }

    /// <summary>The tag that a word has most often; of several the lowest.</summary>
    public int Of(string word) => tags.GetValueOrDefault(word, MostFrequent);
}
