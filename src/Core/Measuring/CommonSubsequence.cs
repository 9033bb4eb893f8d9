namespace Heed.Measuring;

/// <summary>The longest words in order that two texts share, whatever stands between them.</summary>
internal static class CommonSubsequence
{
    /// <summary>How many words they are.</summary>
    public static int Length(IReadOnlyList<string> words, IReadOnlyList<string> others)
    {
        var longest = new int[words.Count + 1, others.Count + 1];
        for (var i = 1; i <= words.Count; i++)
            for (var j = 1; j <= others.Count; j++)
                longest[i, j] = words[i - 1] == others[j - 1]
                    ? longest[i - 1, j - 1] + 1
                    : Math.Max(longest[i - 1, j], longest[i, j - 1]);
        return longest[words.Count, others.Count];
    }
}
