namespace Heed.Data;

/// <summary>
/// Examples of one task side by side, padded with <see cref="Vocabulary.Padding"/> to the longest. Arrays are row by row.
/// </summary>
/// <param name="Rows">Examples, b.</param>
/// <param name="SourceLength">Padded source length, s; at least 1.</param>
/// <param name="TargetLength">Padded target length, t: the longest target and one more for its end.</param>
/// <param name="Source">Source ids, [b s].</param>
/// <param name="Decoder">What the decoder reads, [b t]: the task's start, then the target.</param>
/// <param name="Labels">What the decoder should say, [b t]: the target, then its end.</param>
/// <param name="Examples">Which examples of the split these are, [b].</param>
public sealed record Batch(
    int Rows, int SourceLength, int TargetLength, int[] Source, int[] Decoder, int[] Labels, int[] Examples)
{
    /// <summary>Tokens that are not padding, on both sides.</summary>
    public int RealTokens => Source.Count(id => id != Vocabulary.Padding) + RealLabels;

    /// <summary>Labels that are not padding: what a loss is the mean over.</summary>
    public int RealLabels => Labels.Count(id => id != Vocabulary.Padding);

    /// <summary>Tokens computed, padding included.</summary>
    public int PaddedTokens => Source.Length + Labels.Length;

    /// <summary>Puts examples of one task side by side.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    /// <param name="start">The id that starts this task's targets.</param>
    public static Batch Collate(IReadOnlyList<TokenPair> pairs, int[] examples, int start)
    {
        var sourceLength = Math.Max(1, examples.Max(example => pairs[example].Length.Source));
        var targetLength = examples.Max(example => pairs[example].Length.Target);
        var source = new int[examples.Length * sourceLength];
        var decoder = new int[examples.Length * targetLength];
        var labels = new int[examples.Length * targetLength];
        foreach (var (row, example) in examples.Index())
        {
            var pair = pairs[example];
            pair.Source.CopyTo(source, row * sourceLength);
            decoder[row * targetLength] = start;
            pair.Target.CopyTo(decoder, (row * targetLength) + 1);
            pair.Target.CopyTo(labels, row * targetLength);
            labels[(row * targetLength) + pair.Target.Length] = Vocabulary.End;
        }
        return new(examples.Length, sourceLength, targetLength, source, decoder, labels, examples);
    }
}
