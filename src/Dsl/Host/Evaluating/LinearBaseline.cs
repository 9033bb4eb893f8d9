using Heed.Data;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>Logistic regression over what a task reads: the baseline that a model of classes must beat.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Note">What it is.</param>
/// <param name="Neighbours">What tables say of neighbours and near-twins among what it reads.</param>
/// <param name="Answer">(the class of each training example, how many there are, what is asked) → the class of each that is asked.</param>
public sealed record LinearBaseline(string Name, string Note, string Neighbours, Func<int[], int, IReadOnlyList<TestExample>, int[]> Answer)
{
    /// <summary>Over the words of texts.</summary>
    /// <param name="training">What it learns from.</param>
    /// <param name="cache">Keeps its answers.</param>
    public static LinearBaseline OverWords(IReadOnlyList<TextPair> training, BaselineCache cache)
    {
        const string name = "bag of words";
        string[] sources = [.. training.Select(pair => pair.Source)];
        return new(name, "logistic regression over the words of the source", "", (labels, classes, asked) => cache.Get<int>(
            name, [BaselineCache.Bytes(sources), BaselineCache.Bytes([.. labels, classes]), BaselineCache.Bytes(asked.Select(example => example.Text.Source))],
            () =>
            {
                var words = BagOfWords.Train(sources, labels, classes);
                return [.. asked.Select(example => words.Predict(example.Text.Source))];
            }));
    }

    /// <summary>Over the pixels of pictures.</summary>
    /// <param name="training">What it learns from.</param>
    /// <param name="cache">Keeps its answers.</param>
    public static LinearBaseline OverPixels(IReadOnlyList<ReadOnlyMemory<byte>> training, BaselineCache cache)
    {
        const string name = "linear model";
        return new(
            name, "logistic regression over the pixels",
            " The nearest neighbour has the least sum of squared differences of pixels. A near-twin has the very pixels of a training example; "
                + "likenesses beyond that were not looked for.",
            (labels, classes, asked) => cache.Get<int>(
                name, [training, BaselineCache.Bytes([.. labels, classes]), asked.Select(example => example.Tokens.Picture!.Pixels)],
                () =>
                {
                    var pixels = PixelRegression.Train(training, labels, classes);
                    return [.. asked.Select(example => pixels.Predict(example.Tokens.Picture!.Pixels.Span))];
                }));
    }
}
