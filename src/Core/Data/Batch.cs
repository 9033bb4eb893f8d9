using Heed.Planning;

namespace Heed.Data;

/// <summary>
/// Examples of one task side by side, padded with <see cref="Vocabulary.Padding"/> to the longest. Arrays are row by row.
/// </summary>
/// <param name="Rows">Examples, b.</param>
/// <param name="SourceLength">Padded source length, s; at least 1.</param>
/// <param name="TargetLength">Padded target length, t: the longest target and one more for its end; 1 where a class is told.</param>
/// <param name="Source">Source ids, [b s].</param>
/// <param name="Decoder">What the decoder reads, [b t]: the task's start, then the target. Nothing where a class is told.</param>
/// <param name="Labels">What the decoder should say, [b t]: the target, then its end. Where a class is told, its number, [b].</param>
/// <param name="Examples">Which examples of the split these are, [b].</param>
public sealed record Batch(
    int Rows, int SourceLength, int TargetLength, int[] Source, int[] Decoder, int[] Labels, int[] Examples)
{
    /// <summary>Pixels [b h w c] where pictures go in, each from 0 to 255; their patches stand for s source tokens, none of them padding.</summary>
    public byte[] Pixels { get; init; } = [];

    /// <summary>Tokens, or positions of pictures, that are not padding, on both sides.</summary>
    public int RealTokens => (Pixels.Length > 0 ? Rows * SourceLength : Source.Count(id => id != Vocabulary.Padding)) + RealLabels;

    /// <summary>Labels that are not padding, or every class: what a loss is the mean over.</summary>
    public int RealLabels => Decoder.Length == 0 ? Rows : Labels.Count(id => id != Vocabulary.Padding);

    /// <summary>Tokens computed, padding included.</summary>
    public int PaddedTokens => (Rows * SourceLength) + Labels.Length;

    /// <summary>Puts examples of a task of either kind side by side.</summary>
    /// <param name="kind">What the task does.</param>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    /// <param name="start">The id that starts this task's targets, where it writes.</param>
    public static Batch Of(TaskKind kind, IReadOnlyList<TokenPair> pairs, int[] examples, int start) =>
        pairs[examples[0]].Picture is not null ? PictureBatch.Of(pairs, examples)
        : kind == TaskKind.Classification ? CollateClasses(pairs, examples) : Collate(pairs, examples, start);

    /// <summary>Puts examples of one task side by side.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    /// <param name="start">The id that starts this task's targets.</param>
    public static Batch Collate(IReadOnlyList<TokenPair> pairs, int[] examples, int start)
    {
        var (source, sourceLength) = Sources(pairs, examples);
        var targetLength = examples.Max(example => pairs[example].Length.Target);
        var decoder = new int[examples.Length * targetLength];
        var labels = new int[examples.Length * targetLength];
        foreach (var (row, example) in examples.Index())
        {
            var pair = pairs[example];
            decoder[row * targetLength] = start;
            pair.Target.CopyTo(decoder, (row * targetLength) + 1);
            pair.Target.CopyTo(labels, row * targetLength);
            labels[(row * targetLength) + pair.Target.Length] = Vocabulary.End;
        }
        return new(examples.Length, sourceLength, targetLength, source, decoder, labels, examples);
    }

    /// <summary>Puts examples of a task that tells classes side by side; the target of each is its class alone.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    public static Batch CollateClasses(IReadOnlyList<TokenPair> pairs, int[] examples)
    {
        var (source, length) = Sources(pairs, examples);
        return new(examples.Length, length, 1, source, [], [.. examples.Select(example => pairs[example].Target[0])], examples);
    }

    private static (int[] Ids, int Length) Sources(IReadOnlyList<TokenPair> pairs, int[] examples)
    {
        var length = Math.Max(1, examples.Max(example => pairs[example].Length.Source));
        var ids = new int[examples.Length * length];
        foreach (var (row, example) in examples.Index())
            pairs[example].Source.CopyTo(ids, row * length);
        return (ids, length);
    }
}
