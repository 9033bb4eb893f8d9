using System.Text.RegularExpressions;

namespace Heed.Data;

/// <summary>The pieces of a text within which bytes are merged, and never across.</summary>
public static partial class PreTokens
{
    /// <summary>
    /// GPT-2's pattern (Radford et al. 2019): English contractions, and runs of letters, of digits or of other signs, each with the
    /// space before it; other white space for itself. The pieces of a text, put together, are the text.
    /// </summary>
    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    public static partial Regex Pattern();

    /// <summary>How often each piece stands in some texts.</summary>
    public static IReadOnlyDictionary<string, long> Count(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, long>();
        var bySpan = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var text in texts)
            foreach (var piece in Pattern().EnumerateMatches(text))
            {
                var span = text.AsSpan(piece.Index, piece.Length);
                bySpan.TryGetValue(span, out var count);
                bySpan[span] = count + 1;
            }
        return counts;
    }
}
