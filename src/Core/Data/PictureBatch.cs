using Heed.Planning;

namespace Heed.Data;

/// <summary>Batches whose examples are pictures: pixels in the place of tokens.</summary>
public static class PictureBatch
{
    /// <summary>A batch with its pictures as they are.</summary>
    /// <param name="batch">What should be said of each.</param>
    /// <param name="pairs">All examples of the split.</param>
    public static Batch Seen(this Batch batch, IReadOnlyList<TokenPair> pairs) =>
        With(batch, pairs, (row, picture, into) => picture.Pixels.Span.CopyTo(into.Span));

    /// <summary>A batch with its pictures as training sees them.</summary>
    /// <param name="batch">What should be said of each.</param>
    /// <param name="pairs">All examples of the split.</param>
    /// <param name="image">What may become of a picture.</param>
    /// <param name="key">What that is drawn from: another for every batch.</param>
    public static Batch Augmented(this Batch batch, IReadOnlyList<TokenPair> pairs, ImageSpec image, ulong key) =>
        With(batch, pairs, (row, picture, into) => Augment.Picture(picture.Pixels.Span, image, SplitMix.Key((long)key, row), into.Span));

    private static Batch With(Batch batch, IReadOnlyList<TokenPair> pairs, Action<int, Picture, Memory<byte>> write)
    {
        var size = pairs[batch.Examples[0]].Picture!.Pixels.Length;
        var pixels = new byte[batch.Rows * size];
        foreach (var (row, example) in batch.Examples.Index())
            write(row, pairs[example].Picture!, pixels.AsMemory(row * size, size));
        return batch with { Source = [], SourceLength = pairs[batch.Examples[0]].Positions, Pixels = pixels };
    }
}
