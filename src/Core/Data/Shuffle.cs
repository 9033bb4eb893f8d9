namespace Heed.Data;

/// <summary>Random order out of a seed, the same on every machine.</summary>
internal static class Shuffle
{
    /// <summary>The items in random order (Fisher and Yates; Durstenfeld 1964).</summary>
    public static T[] Shuffled<T>(this IEnumerable<T> items, ulong key)
    {
        var (random, shuffled) = (new SplitMix(key), items.ToArray());
        for (var left = shuffled.Length; left > 1; left--)
        {
            var chosen = (int)Math.BigMul(random.Next(), (ulong)left, out _);
            (shuffled[left - 1], shuffled[chosen]) = (shuffled[chosen], shuffled[left - 1]);
        }
        return shuffled;
    }
}
