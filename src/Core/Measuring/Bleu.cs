namespace Heed.Measuring;

/// <summary>
/// Corpus BLEU (Papineni et al. 2002) by sacreBLEU's definition (Post 2018): 13a tokens, case kept, n-grams up to 4 whatever the
/// lengths, exponential smoothing of precisions without a match (Chen and Cherry 2014, method 3).
/// </summary>
public static class Bleu
{
    /// <summary>The longest n-gram that counts.</summary>
    public const int Order = 4;

    /// <summary>What a score must be reported with to be comparable.</summary>
    /// <param name="references">References per hypothesis.</param>
    public static string Signature(int references = 1) => $"BLEU|nrefs:{references}|case:mixed|eff:no|tok:13a|smooth:exp|heed:0.1";

    /// <summary>The score of a corpus.</summary>
    /// <param name="hypotheses">One line of output per sentence.</param>
    /// <param name="references">One or more translations of the whole corpus, each with as many lines as there are hypotheses.</param>
    /// <exception cref="ArgumentException">No reference, or one with another number of lines.</exception>
    public static BleuScore Corpus(IReadOnlyList<string> hypotheses, params IReadOnlyList<IReadOnlyList<string>> references)
    {
        ArgumentNullException.ThrowIfNull(hypotheses);
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0 || references.Any(lines => lines.Count != hypotheses.Count))
            throw new ArgumentException($"Expected one or more references of {hypotheses.Count} lines, as there are hypotheses; "
                + $"received [{string.Join(", ", references.Select(lines => lines.Count))}] lines.", nameof(references));
        var (matches, totals) = (new int[Order], new int[Order]);
        var (hypothesisLength, referenceLength) = (0, 0);
        for (var line = 0; line < hypotheses.Count; line++)
        {
            var hypothesis = Tokenizer13a.Tokens(hypotheses[line]);
            var answers = references.Select(lines => Tokenizer13a.Tokens(lines[line])).ToList();
            hypothesisLength += hypothesis.Count;
            referenceLength += answers.Select(answer => answer.Count).OrderBy(n => Math.Abs(n - hypothesis.Count)).ThenBy(n => n).First();
            Count(hypothesis, answers, matches, totals);
        }
        return FromCounts(matches, totals, hypothesisLength, referenceLength);
    }

    /// <summary>The score that a corpus with these counts has.</summary>
    /// <param name="matches">Clipped n-gram matches, n = 1 to 4.</param>
    /// <param name="totals">Hypothesis n-grams, n = 1 to 4.</param>
    /// <param name="hypothesisLength">Tokens in the hypotheses.</param>
    /// <param name="referenceLength">Tokens in the references.</param>
    public static BleuScore FromCounts(
        IReadOnlyList<int> matches, IReadOnlyList<int> totals, int hypothesisLength, int referenceLength)
    {
        var penalty = hypothesisLength >= referenceLength ? 1
            : hypothesisLength == 0 ? 0
            : Math.Exp(1 - ((double)referenceLength / hypothesisLength));
        var precisions = matches.Any(count => count > 0) ? Smoothed(matches, totals) : new double[Order];
        var score = penalty * Math.Exp(precisions.Sum(Math.Log) / Order);
        return new(score, new(precisions), penalty, hypothesisLength, referenceLength, new([.. matches]), new([.. totals]));
    }

    /// <summary>Precisions in per cent; the k-th without a match counts as 1/2^k of one. Orders without any n-gram stay 0.</summary>
    private static double[] Smoothed(IReadOnlyList<int> matches, IReadOnlyList<int> totals)
    {
        var precisions = new double[Order];
        var unmatched = 1.0;
        for (var n = 0; n < Order && totals[n] > 0; n++)
            precisions[n] = 100.0 * (matches[n] > 0 ? matches[n] : 1 / (unmatched *= 2)) / totals[n];
        return precisions;
    }

    private static void Count(IReadOnlyList<string> hypothesis, List<IReadOnlyList<string>> answers, int[] matches, int[] totals)
    {
        for (var n = 1; n <= Order; n++)
        {
            var allowed = answers.Select(answer => Grams(answer, n)).ToList();
            foreach (var (gram, count) in Grams(hypothesis, n))
            {
                totals[n - 1] += count;
                matches[n - 1] += Math.Min(count, allowed.Max(grams => grams.GetValueOrDefault(gram)));
            }
        }
    }

    /// <summary>How often each n-gram stands in a line; tokens hold no space, so a space joins them without doubt.</summary>
    private static Dictionary<string, int> Grams(IReadOnlyList<string> tokens, int n) => Enumerable
        .Range(0, Math.Max(0, tokens.Count - n + 1))
        .CountBy(start => string.Join(' ', tokens.Skip(start).Take(n)))
        .ToDictionary();
}
