using Heed.Data;

namespace Heed.Measuring;

/// <summary>
/// How likely tokens are by counting alone: the baseline that a language model must beat. A token is told from the one before it, and
/// where that was seldom seen, from how often the token itself was (Witten and Bell 1991, method C, interpolated).
/// </summary>
public sealed class Bigrams
{
    private readonly int vocabulary;
    private readonly Dictionary<int, long> tokens = [];
    private readonly Dictionary<(int Before, int Token), long> pairs = [];
    private readonly Dictionary<int, (long Seen, long Kinds)> followers = [];
    private readonly long total;

    /// <summary>Counts the tokens of some texts, each with the token that comes before it; before the first stands padding.</summary>
    /// <param name="texts">Texts.</param>
    /// <param name="vocabulary">Tokens that there are: what was never seen still has its share.</param>
    public Bigrams(IEnumerable<IReadOnlyList<int>> texts, int vocabulary)
    {
        this.vocabulary = vocabulary;
        foreach (var text in texts)
        {
            var before = Vocabulary.Padding;
            foreach (var token in text)
            {
                tokens[token] = tokens.GetValueOrDefault(token) + 1;
                var count = pairs.GetValueOrDefault((before, token));
                pairs[(before, token)] = count + 1;
                var (seen, kinds) = followers.GetValueOrDefault(before);
                followers[before] = (seen + 1, kinds + (count == 0 ? 1 : 0));
                total++;
                before = token;
            }
        }
    }

    /// <summary>The probability of a token by its own frequency, every token counted once more than it was seen.</summary>
    public double Unigram(int token) => (tokens.GetValueOrDefault(token) + 1.0) / (total + vocabulary);

    /// <summary>The probability of a token after another: (c(before, token) + T·P(token)) / (c(before) + T), T the different tokens seen after it.</summary>
    public double Bigram(int before, int token) => followers.TryGetValue(before, out var after)
        ? (pairs.GetValueOrDefault((before, token)) + (after.Kinds * Unigram(token))) / (after.Seen + after.Kinds)
        : Unigram(token);

    /// <summary>The token that was seen most often; of several the first.</summary>
    public int MostFrequent => tokens.OrderByDescending(token => token.Value).ThenBy(token => token.Key).First().Key;
}
