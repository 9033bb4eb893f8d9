using static TorchSharp.torch;

namespace Heed.Decoding;

/// <summary>
/// What answers may be made of: entries, each a sequence of tokens, one after another. An answer has at least one entry and no part of
/// one, also where the greatest length ends it: no entry is begun that would not fit.
/// </summary>
public sealed class Lexicon
{
    private readonly Node first = new();
    private readonly Node following = new();

    /// <summary>The entries of a lexicon, kept as two prefix trees.</summary>
    /// <param name="first">Tokens of every entry where it begins an answer; none is empty.</param>
    /// <param name="following">Tokens of every entry where it follows another, such as with a space in front; none is empty.</param>
    /// <exception cref="ArgumentException">There is no entry, or an empty one.</exception>
    public Lexicon(IEnumerable<IReadOnlyList<int>> first, IEnumerable<IReadOnlyList<int>> following)
    {
        foreach (var (root, entries) in new[] { (this.first, first), (this.following, following) })
        {
            foreach (var entry in entries)
                root.Add(entry);
            if (root.IsWhole || root.Children.Count == 0)
                throw new ArgumentException("Expected entries of at least one token each.");
        }
    }

    /// <summary>Tokens of the shortest entry that begins an answer: the least length that answers can be held to.</summary>
    public int Shortest => first.Least;

    /// <summary>The tokens that may follow: ascending; at least one where all that was said may be said and the answer could be that long.</summary>
    /// <param name="said">The answer so far, without start and end.</param>
    /// <param name="left">Tokens that it may still get.</param>
    /// <param name="end">The token that ends an answer.</param>
    public long[] Next(IReadOnlyList<int> said, int left, long end)
    {
        Node[] at = [first];
        foreach (var token in said)
            at = [.. at.SelectMany(Reached).Select(node => node.Children.GetValueOrDefault(token)).OfType<Node>().Distinct()];
        return
        [
            .. at.SelectMany(Reached).SelectMany(node => node.Children).Where(child => child.Value.Least < left).Select(child => (long)child.Key)
                .Concat(at.Any(node => node.IsWhole) ? [end] : []).Distinct().Order(),
        ];
    }

    /// <summary>Logits [r v], of which those of allowed tokens stay and all others become -∞.</summary>
    /// <param name="logits">[r v].</param>
    /// <param name="allowed">Of each row the tokens that are allowed, at least one.</param>
    public static Tensor Allow(Tensor logits, IReadOnlyList<long[]> allowed)
    {
        var most = allowed.Max(row => row.Length);
        long[] ids = [.. allowed.SelectMany(row => row.Concat(Enumerable.Repeat(row[0], most - row.Length)))];
        return Kept.Of(logits, tensor(ids, [allowed.Count, most], device: logits.device));
    }

    // Where an entry is whole, another may begin.
    private IEnumerable<Node> Reached(Node node) => node.IsWhole ? [node, following] : [node];

    private sealed class Node
    {
        public Dictionary<int, Node> Children { get; } = [];

        public bool IsWhole { get; private set; }

        // Tokens to the nearest end of an entry.
        public int Least { get; private set; } = int.MaxValue;

        public void Add(IReadOnlyList<int> entry)
        {
            var node = this;
            for (var place = 0; place < entry.Count; place++)
            {
                node.Least = Math.Min(node.Least, entry.Count - place);
                node = node.Children.TryGetValue(entry[place], out var child) ? child : node.Children[entry[place]] = new();
            }

            (node.IsWhole, node.Least) = (true, 0);
        }
    }
}
