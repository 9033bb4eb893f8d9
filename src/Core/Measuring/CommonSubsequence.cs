namespace Heed.Measuring;

/// <summary>The longest words in order that two texts share, whatever stands between them.</summary>
internal static class CommonSubsequence
{
    /// <summary>
    /// Where in <paramref name="words"/> a longest common subsequence lies, last first. Of several equally long ones the one that
    /// ROUGE-1.5.5 finds by going back from the end: along the other text only where that is longer.
    /// </summary>
    public static IReadOnlyList<int> Places(IReadOnlyList<string> words, IReadOnlyList<string> others)
    {
        var longest = new int[words.Count + 1, others.Count + 1];
        for (var i = 1; i <= words.Count; i++)
            for (var j = 1; j <= others.Count; j++)
                longest[i, j] = words[i - 1] == others[j - 1]
                    ? longest[i - 1, j - 1] + 1
                    : Math.Max(longest[i - 1, j], longest[i, j - 1]);

        var places = new List<int>();
        for (var (i, j) = (words.Count, others.Count); i > 0 && j > 0;)
            if (words[i - 1] == others[j - 1])
            {
                places.Add(--i);
                j--;
            }
            else if (longest[i, j - 1] > longest[i - 1, j])
                j--;
            else
                i--;
        return places;
    }
}
