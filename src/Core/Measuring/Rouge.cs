using System.Text.RegularExpressions;

namespace Heed.Measuring;

/// <summary>
/// ROUGE (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries") as ROUGE-1.5.5 counts it, without stemming and with no
/// word left out. Words are lower-cased runs of letters, marks and digits: for English the tokens of ROUGE-1.5.5 and of rouge-score;
/// letters beyond a to z, which those drop, count here, and every Chinese or Japanese character is a word.
/// </summary>
public static partial class Rouge
{
    /// <summary>What a score must be reported with to be comparable.</summary>
    /// <param name="variant">1, 2 or L.</param>
    public static string Signature(string variant) => $"ROUGE-{variant}|f:1|mean:sentences|case:lower|tok:unicode-words|stem:no|stop:no|heed:0.1";

    /// <summary>ROUGE-N (equation 1, with its precision): n-grams that both texts hold.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is below 1.</exception>
    public static RougeScore N(string hypothesis, string reference, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var (said, meant) = (Grams(Words(hypothesis), n), Grams(Words(reference), n));
        return RougeScore.Of(said.Sum(gram => Math.Min(gram.Value, meant.GetValueOrDefault(gram.Key))), said.Values.Sum(), meant.Values.Sum());
    }

    /// <summary>ROUGE-L of a sentence (section 3.1): the longest common subsequence of words.</summary>
    public static RougeScore L(string hypothesis, string reference)
    {
        var (said, meant) = (Words(hypothesis), Words(reference));
        return RougeScore.Of(CommonSubsequence.Length(meant, said), said.Count, meant.Count);
    }

    /// <summary>The words that ROUGE counts.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(word => word.Value)];

    private static Dictionary<string, int> Grams(IReadOnlyList<string> words, int n) => Enumerable
        .Range(0, Math.Max(0, words.Count - n + 1))
        .CountBy(start => string.Join(' ', words.Skip(start).Take(n)))
        .ToDictionary();

    [GeneratedRegex($@"[{Data.Words.Ideographs}]|[\p{{L}}\p{{M}}\p{{N}}-[{Data.Words.Ideographs}]]+")]
    private static partial Regex Word();
}
