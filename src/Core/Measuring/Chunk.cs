namespace Heed.Measuring;

/// <summary>A span of words that tags mark, such as a name.</summary>
/// <param name="Start">Its first word.</param>
/// <param name="End">The word after its last.</param>
/// <param name="Type">What it is.</param>
public readonly record struct Chunk(int Start, int End, string Type)
{
    /// <summary>Whether tags are those of spans: <c>O</c>, and <c>B-x</c> or <c>I-x</c> for a span of type x, of which there is one.</summary>
    public static bool Marks(IReadOnlyCollection<string> tags) =>
        tags.All(tag => tag == "O" || TypeOf(tag) is not null) && tags.Any(tag => tag != "O");

    /// <summary>
    /// The spans of a sentence, by the definition of the CoNLL shared tasks' <c>conlleval</c> (Tjong Kim Sang and Buchholz 2000): one begins
    /// at B, or at I after another type or none; it ends before the next begins, and before O.
    /// </summary>
    /// <param name="tags">The tag of each word; one that marks nothing, of whatever form, is an O.</param>
    public static IReadOnlyList<Chunk> Of(IReadOnlyList<string> tags)
    {
        var chunks = new List<Chunk>();
        for (var word = 0; word < tags.Count; word++)
        {
            if (TypeOf(tags[word]) is not { } type)
                continue;
            if (tags[word][0] == 'I' && chunks.Count > 0 && chunks[^1].End == word && chunks[^1].Type == type)
                chunks[^1] = chunks[^1] with { End = word + 1 };
            else
                chunks.Add(new(word, word + 1, type));
        }

        return chunks;
    }

    /// <summary>
    /// Spans of all sentences that were found: those of the same first word, last word and type, against those of the reference. Their F1 is
    /// the FB1 of <c>conlleval</c>, of 1.
    /// </summary>
    /// <param name="references">The tags of each sentence.</param>
    /// <param name="predictions">The tags that were told.</param>
    /// <exception cref="ArgumentException">There are more or fewer predictions than references.</exception>
    public static ClassCounts Count(IReadOnlyList<IReadOnlyList<string>> references, IReadOnlyList<IReadOnlyList<string>> predictions)
    {
        Paired.Check(references, predictions);
        return references.Zip(predictions).Aggregate(default(ClassCounts), (sum, pair) =>
        {
            var (wanted, told) = (Of(pair.First), Of(pair.Second));
            var found = wanted.Intersect(told).Count();
            return sum.And(new(found, told.Count - found, wanted.Count - found));
        });
    }

    private static string? TypeOf(string tag) => tag is ['B' or 'I', '-', _, ..] ? tag[2..] : null;
}
