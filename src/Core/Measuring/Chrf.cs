namespace Heed.Measuring;

/// <summary>
/// Corpus chrF (Popović 2015) by sacreBLEU's definition: n-grams of 1 to 6 characters without white space, case kept, counted over the
/// corpus; precision and recall are means over the orders that occur on both sides.
/// </summary>
public static class Chrf
{
    /// <summary>The longest n-gram that counts, in characters (Unicode code points).</summary>
    public const int Order = 6;

    /// <summary>What a score must be reported with to be comparable.</summary>
    /// <param name="references">References per hypothesis.</param>
    public static string Signature(int references = 1) => $"chrF2|nrefs:{references}|case:mixed|eff:yes|nc:6|nw:0|space:no|heed:0.1";

    /// <summary>The score of a corpus; of several references to a line the one counts that the line is most like.</summary>
    /// <param name="hypotheses">One line of output per sentence.</param>
    /// <param name="references">One or more references of the whole corpus, each with as many lines as there are hypotheses.</param>
    /// <exception cref="ArgumentException">No reference, or one with another number of lines.</exception>
    public static ChrfScore Corpus(IReadOnlyList<string> hypotheses, params IReadOnlyList<IReadOnlyList<string>> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        ArgumentOutOfRangeException.ThrowIfZero(references.Count);
        foreach (var lines in references)
            Paired.Check(lines, hypotheses);
        return hypotheses.Index()
            .Select(line => references.Select(lines => Sentence(line.Item, lines[line.Index])).MaxBy(score => score.Score)!)
            .Aggregate(ChrfScore.Nothing, (sum, score) => sum.And(score));
    }

    /// <summary>The score of one line.</summary>
    public static ChrfScore Sentence(string hypothesis, string reference)
    {
        var (said, meant) = (Characters(hypothesis), Characters(reference));
        var (matches, found, expected) = (new int[Order], new int[Order], new int[Order]);
        for (var n = 1; n <= Order; n++)
        {
            var (grams, allowed) = (Grams(said, n), Grams(meant, n));
            // An order too long for the reference cannot be met, so it does not count against the hypothesis either.
            expected[n - 1] = allowed.Values.Sum();
            found[n - 1] = allowed.Count > 0 ? grams.Values.Sum() : 0;
            matches[n - 1] = grams.Sum(gram => Math.Min(gram.Value, allowed.GetValueOrDefault(gram.Key)));
        }
        return new(new(matches), new(found), new(expected));
    }

    private static int[] Characters(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return [.. string.Concat(line.Split(Tokenizer13a.PythonSpaces)).EnumerateRunes().Select(rune => rune.Value)];
    }

    /// <summary>How often each n-gram stands in a line; a code point takes 21 bits, so six of them fill the key without doubt.</summary>
    private static Dictionary<UInt128, int> Grams(int[] characters, int n)
    {
        var grams = new Dictionary<UInt128, int>();
        var (key, mask) = (UInt128.Zero, (UInt128.One << (21 * n)) - 1);
        foreach (var (place, character) in characters.Index())
        {
            key = ((key << 21) | (uint)character) & mask;
            if (place + 1 >= n)
                grams[key] = grams.GetValueOrDefault(key) + 1;
        }
        return grams;
    }
}
