using System.Runtime.InteropServices;

namespace Heed.Data;

/// <summary>
/// The state of learning: how often each pair occurs and in which words, kept up to date merge by merge, so that a merge costs as
/// much as the words it changes. The queue may hold outdated counts, which are mended when they come up.
/// </summary>
internal sealed class BytePairLearner
{
    private readonly List<string> tokens = [.. ByteAlphabet.All.Select(letter => letter.ToString())];
    private readonly List<(int[] Tokens, long Count)> words = [];
    private readonly Dictionary<(int Left, int Right), Occurrences> pairs = [];
    private readonly PriorityQueue<(int Left, int Right), Rank> queue = new(Comparer<Rank>.Create(Rank.Compare));

    public BytePairLearner(IReadOnlyDictionary<string, long> counts)
    {
        var bytes = ByteAlphabet.All.Index().ToDictionary(letter => letter.Item, letter => letter.Index);
        foreach (var (word, count) in counts)
        {
            int[] spelled = [.. ByteAlphabet.Spell(word).Select(letter => bytes[letter])];
            words.Add((spelled, count));
            for (var place = 1; place < spelled.Length; place++)
                Count((spelled[place - 1], spelled[place]), words.Count - 1);
        }
        foreach (var pair in pairs.Keys)
            Enqueue(pair);
    }

    public IEnumerable<Merge> Learn(int merges)
    {
        while (merges > 0 && queue.TryDequeue(out var pair, out var rank))
        {
            if (pairs[pair].Count < rank.Count)
            {
                Enqueue(pair);
                continue;
            }
            // No two merges spell the same token: where the later pair stands, the earlier one would have stood, and been merged.
            Apply(pair, rank.Left + rank.Right);
            merges--;
            yield return new(rank.Left, rank.Right);
        }
    }

    private void Apply((int Left, int Right) pair, string merged)
    {
        var token = tokens.Count;
        tokens.Add(merged);
        var fresh = new HashSet<(int Left, int Right)>();
        foreach (var word in pairs[pair].Words)
            Apply(pair, token, word, fresh);
        pairs[pair] = new();
        foreach (var near in fresh)
            Enqueue(near);
    }

    // Only pairs that touch a merged place change: the old ones go, those with the new token come.
    private void Apply((int Left, int Right) pair, int token, int word, HashSet<(int Left, int Right)> fresh)
    {
        var (old, count) = words[word];
        var replaced = new List<int>(old.Length);
        var end = 0;
        for (var place = 0; place < old.Length; place++)
        {
            if (place + 1 == old.Length || old[place] != pair.Left || old[place + 1] != pair.Right)
            {
                replaced.Add(old[place]);
                continue;
            }
            for (var touched = Math.Max(end, place - 1); touched <= place + 1 && touched + 1 < old.Length; touched++)
                pairs[(old[touched], old[touched + 1])].Count -= count;
            replaced.Add(token);
            end = ++place + 1;
        }
        words[word] = ([.. replaced], count);
        for (var place = 1; place < replaced.Count; place++)
        {
            var near = (replaced[place - 1], replaced[place]);
            if (near.Item1 == token || near.Item2 == token)
            {
                Count(near, word);
                fresh.Add(near);
            }
        }
    }

    private void Count((int Left, int Right) pair, int word)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _);
        state ??= new();
        state.Count += words[word].Count;
        state.Words.Add(word);
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (pairs[pair].Count >= 2)
            queue.Enqueue(pair, new(pairs[pair].Count, tokens[pair.Left], tokens[pair.Right]));
    }

    private sealed class Occurrences
    {
        public long Count { get; set; }

        public HashSet<int> Words { get; } = [];
    }

    private readonly record struct Rank(long Count, string Left, string Right)
    {
        public static int Compare(Rank one, Rank other) =>
            one.Count != other.Count ? other.Count.CompareTo(one.Count)
            : string.CompareOrdinal(one.Left, other.Left) is not 0 and var left ? left
            : string.CompareOrdinal(one.Right, other.Right);
    }
}
