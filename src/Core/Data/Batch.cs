using Heed.Planning;

namespace Heed.Data;

/// <summary>
/// Examples of one task side by side, padded with <see cref="Vocabulary.Padding"/> to the longest. Arrays are row by row.
/// </summary>
/// <param name="Rows">Examples, b.</param>
/// <param name="SourceLength">Padded source length, s; at least 1, but 0 where a text is only written.</param>
/// <param name="TargetLength">Padded target length, t: the longest target and one more for its end; without a decoder 1 where one thing is told of an example, 0 where something is of each token or word.</param>
/// <param name="Source">Source ids, [b s]; none where a text is only written.</param>
/// <param name="Decoder">What the decoder reads, [b t]: the task's start, then the target. Nothing where it has no part.</param>
/// <param name="Labels">
/// What should be said: by the decoder, [b t], the target, then its end; of hidden tokens, [b s], those that were there, and padding
/// at all others; of a class its number, [b]; of several classes 1 for each that fits, [b c]; of words the class of each, [n].
/// </param>
/// <param name="Examples">Which examples of the split these are, [b].</param>
public sealed record Batch(
    int Rows, int SourceLength, int TargetLength, int[] Source, int[] Decoder, int[] Labels, int[] Examples)
{
    /// <summary>Whether labels are tokens, padding where there is none; else a row has one.</summary>
    public bool AreTokens { get; init; } = Decoder.Length > 0;

    /// <summary>Pixels [b h w c] where pictures go in, each from 0 to 255; their patches stand for s source tokens, none of them padding.</summary>
    public byte[] Pixels { get; init; } = [];

    /// <summary>The numbers that should be said, [b], where that is the task: in full, for of large ones that differ little all else would be lost.</summary>
    public double[] Numbers { get; init; } = [];

    /// <summary>Where the first token of each word stands among [b·s], row by row, [n], where words are told each for itself.</summary>
    public int[] Words { get; init; } = [];

    /// <summary>Tokens, or positions of pictures, that are not padding, on both sides; one that is told itself counts once.</summary>
    public int RealTokens => (Pixels.Length > 0 ? Rows * SourceLength : Source.Count(id => id != Vocabulary.Padding))
        + ((AreTokens && Decoder.Length == 0) || Words.Length > 0 ? 0 : RealLabels);

    /// <summary>Labels that are not padding, every word, or every row: what a loss is the mean over.</summary>
    public int RealLabels => AreTokens ? Labels.Count(id => id != Vocabulary.Padding) : Words.Length > 0 ? Words.Length : Rows;

    /// <summary>Tokens computed, padding included.</summary>
    public int PaddedTokens => Rows * (SourceLength + TargetLength);

    /// <summary>Puts examples of a task of any kind side by side.</summary>
    /// <param name="task">The task, its classes known.</param>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    /// <param name="masking">How tokens are hidden, where the task is to tell them.</param>
    /// <param name="start">The id that starts this task's targets, or stands for what is hidden.</param>
    /// <param name="key">What chooses the tokens to hide.</param>
    public static Batch Of(TaskSpec task, IReadOnlyList<TokenPair> pairs, int[] examples, int start, Masking? masking = null, ulong key = 0)
    {
        var batch = OfKind(task, pairs, examples, start, masking, key);
        return pairs[examples[0]].Picture is null ? batch : batch.Seen(pairs);
    }

    private static Batch OfKind(TaskSpec task, IReadOnlyList<TokenPair> pairs, int[] examples, int start, Masking? masking, ulong key) => task.Kind switch
    {
        TaskKind.SequenceToSequence => Collate(pairs, examples, start),
        TaskKind.CausalLanguageModel => Collate(pairs, examples, start) with { Source = [], SourceLength = 0 },
        TaskKind.MaskedLanguageModel => CollateHidden(pairs, examples, masking!, key),
        TaskKind.MultiLabel => CollateClassSets(pairs, examples, task.Label!.Classes.Count),
        TaskKind.Regression => CollateNumbers(pairs, examples),
        TaskKind.Tagging => CollateWords(pairs, examples),
        _ => CollateClasses(pairs, examples),
    };

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

    /// <summary>Puts texts side by side, some tokens hidden.</summary>
    /// <param name="pairs">All examples of the split; their sources are the texts.</param>
    /// <param name="examples">Which of them, [b].</param>
    /// <param name="masking">How tokens are hidden.</param>
    /// <param name="key">What chooses them, together with the example: not with which others it stands.</param>
    public static Batch CollateHidden(IReadOnlyList<TokenPair> pairs, int[] examples, Masking masking, ulong key)
    {
        var hidden = examples.ToDictionary(example => example, example => masking.Hide(pairs[example].Source, SplitMix.Key((long)key, example)));
        var (source, length) = Padded([.. examples.Select(example => hidden[example].Tokens)]);
        return new(examples.Length, length, 0, source, [], Padded([.. examples.Select(example => hidden[example].Labels)]).Ids, examples)
        {
            AreTokens = true,
        };
    }

    /// <summary>Puts examples of a task that tells one class side by side; the target of each is its class alone.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    public static Batch CollateClasses(IReadOnlyList<TokenPair> pairs, int[] examples) =>
        Read(pairs, examples, [.. examples.Select(example => pairs[example].Target[0])]);

    /// <summary>Puts examples of a task that tells any number of classes side by side; the target of each is those that fit.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    /// <param name="classes">Classes that there are, c.</param>
    public static Batch CollateClassSets(IReadOnlyList<TokenPair> pairs, int[] examples, int classes) => Read(
        pairs, examples,
        [.. examples.SelectMany(example => Enumerable.Range(0, classes).Select(label => pairs[example].Target.Contains(label) ? 1 : 0))]);

    /// <summary>Puts examples of a task that tells a number side by side.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    public static Batch CollateNumbers(IReadOnlyList<TokenPair> pairs, int[] examples) =>
        Read(pairs, examples, []) with { Numbers = [.. examples.Select(example => pairs[example].Number)] };

    /// <summary>Puts examples of a task that tells a class of each word side by side; words whose first token was cut are not asked for.</summary>
    /// <param name="pairs">All examples of the split; the target of each is its words' classes.</param>
    /// <param name="examples">Which of them, [b].</param>
    public static Batch CollateWords(IReadOnlyList<TokenPair> pairs, int[] examples)
    {
        var batch = Read(pairs, examples, [.. examples.SelectMany(example => pairs[example].Kept.Select(word => pairs[example].Target[word]))]);
        return batch with
        {
            TargetLength = 0,
            Words =
            [
                .. examples.Index().SelectMany(one => pairs[one.Item].Kept.Select(word => (one.Index * batch.SourceLength) + pairs[one.Item].Words[word])),
            ],
        };
    }

    /// <summary>What was told of each word, [n], row by row.</summary>
    public IReadOnlyList<int[]> ByRow(IReadOnlyList<int> told)
    {
        var rows = Words.Zip(told).ToLookup(word => word.First / SourceLength, word => word.Second);
        return [.. Enumerable.Range(0, Rows).Select(row => rows[row].ToArray())];
    }

    private static Batch Read(IReadOnlyList<TokenPair> pairs, int[] examples, int[] labels)
    {
        var (source, length) = Sources(pairs, examples);
        return new(examples.Length, length, 1, source, [], labels, examples);
    }

    private static (int[] Ids, int Length) Sources(IReadOnlyList<TokenPair> pairs, int[] examples) =>
        Padded([.. examples.Select(example => pairs[example].Source)]);

    private static (int[] Ids, int Length) Padded(int[][] rows)
    {
        var length = Math.Max(1, rows.Max(row => row.Length));
        var ids = new int[rows.Length * length];
        foreach (var (place, row) in rows.Index())
            row.CopyTo(ids, place * length);
        return (ids, length);
    }
}
