using System.Text.RegularExpressions;

namespace Heed.Data;

/// <summary>What near-duplicates are measured by: the set of a text's words.</summary>
public static partial class Words
{
    /// <summary>Chinese and Japanese characters, which no space parts into words, as the inside of a regular expression's class.</summary>
    internal const string Ideographs = @"\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF";

    /// <summary>
    /// The different words of a text, lower-cased: runs of letters, marks and digits, and every Chinese or Japanese character for
    /// itself. A text without any is one word as it stands.
    /// </summary>
    public static IReadOnlySet<string> Of(string text)
    {
        var words = new HashSet<string>();
        foreach (var word in Word().EnumerateMatches(text))
            words.Add(text.Substring(word.Index, word.Length).ToLowerInvariant());
        if (words.Count == 0)
            words.Add(text);
        return words;
    }

    /// <summary>Jaccard similarity: words in both texts, out of the words in either; from 0 to 1.</summary>
    public static double Jaccard(string one, string other)
    {
        var (words, others) = (Of(one), Of(other));
        var shared = words.Count(others.Contains);
        return (double)shared / (words.Count + others.Count - shared);
    }

    [GeneratedRegex($@"[{Ideographs}]|[\w-[{Ideographs}]]+")]
    private static partial Regex Word();
}
