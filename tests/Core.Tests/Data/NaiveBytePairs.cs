using System.Text;
using Heed.Data;

namespace Heed.Tests.Data;

/// <summary>Byte-pair encoding as its definition has it, slow and plain: what the fast one is held against.</summary>
internal static class NaiveBytePairs
{
    public static IReadOnlyList<Merge> Learn(IEnumerable<string> texts, int count)
    {
        var words = texts.SelectMany(Pieces).Select(Bytes).ToList();
        var merges = new List<Merge>();
        while (merges.Count < count)
        {
            var best = words.SelectMany(word => word.Zip(word.Skip(1)))
                .GroupBy(pair => pair)
                .Where(pair => pair.Count() >= 2)
                .OrderByDescending(pair => pair.Count())
                .ThenBy(pair => pair.Key.First, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Second, StringComparer.Ordinal)
                .FirstOrDefault();
            if (best is null)
                break;
            merges.Add(new(best.Key.First, best.Key.Second));
            words = [.. words.Select(word => Merged(word, merges[^1]))];
        }
        return merges;
    }

    /// <summary>The tokens of a text: within each piece, every merge in turn wherever it fits.</summary>
    public static IEnumerable<string> Apply(string text, IEnumerable<Merge> merges) =>
        Pieces(text).SelectMany(piece => merges.Aggregate(Bytes(piece), Merged));

    private static List<string> Merged(List<string> word, Merge merge)
    {
        List<string> merged = [.. word];
        for (var place = 0; place + 1 < merged.Count; place++)
            if (merged[place] == merge.Left && merged[place + 1] == merge.Right)
            {
                merged[place] += merged[place + 1];
                merged.RemoveAt(place + 1);
            }
        return merged;
    }

    private static IEnumerable<string> Pieces(string text) => PreTokens.Pattern().Matches(text).Select(piece => piece.Value);

    private static List<string> Bytes(string text) => [.. Encoding.UTF8.GetBytes(text).Select(Letter)];

    // GPT-2's bytes_to_unicode: printable bytes are themselves, the others follow from U+0100 on.
    private static string Letter(byte value)
    {
        static bool Printable(int value) => value is >= 33 and <= 126 or >= 161 and <= 172 or >= 174;
        return ((char)(Printable(value) ? value : 256 + Enumerable.Range(0, value).Count(other => !Printable(other)))).ToString();
    }
}
