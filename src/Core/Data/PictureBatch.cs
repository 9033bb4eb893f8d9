using Heed.Planning;

namespace Heed.Data;

/// <summary>Pictures of one task side by side, each with its class.</summary>
public static class PictureBatch
{
    /// <summary>A batch of pictures as they are.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    public static Batch Of(IReadOnlyList<TokenPair> pairs, int[] examples) =>
        Collate(pairs, examples, (row, picture, into) => picture.Pixels.Span.CopyTo(into.Span));

    /// <summary>A batch of pictures as training sees them.</summary>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="examples">Which of them, [b].</param>
    /// <param name="image">What may become of a picture.</param>
    /// <param name="key">What that is drawn from: another for every batch.</param>
    public static Batch Augmented(IReadOnlyList<TokenPair> pairs, int[] examples, ImageSpec image, ulong key) =>
        Collate(pairs, examples, (row, picture, into) => Augment.Picture(picture.Pixels.Span, image, SplitMix.Key((long)key, row), into.Span));

    private static Batch Collate(IReadOnlyList<TokenPair> pairs, int[] examples, Action<int, Picture, Memory<byte>> write)
    {
        var size = pairs[examples[0]].Picture!.Pixels.Length;
        var pixels = new byte[examples.Length * size];
        foreach (var (row, example) in examples.Index())
            write(row, pairs[example].Picture!, pixels.AsMemory(row * size, size));
        return new(examples.Length, pairs[examples[0]].Length.Source, 1, [], [], [.. examples.Select(example => pairs[example].Target[0])], examples)
        {
            Pixels = pixels,
        };
    }
}
