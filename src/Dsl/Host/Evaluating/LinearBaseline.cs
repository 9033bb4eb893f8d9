using Heed.Data;
using Heed.Measuring;

namespace Heed.Host;

/// <summary>Logistic regression over what a task reads: the baseline that a model of classes must beat.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Note">What it is.</param>
/// <param name="Neighbours">What tables say of neighbours and near-twins among what it reads.</param>
/// <param name="Train">(the class of each training example, how many there are) → what tells the class of a test example.</param>
public sealed record LinearBaseline(string Name, string Note, string Neighbours, Func<IReadOnlyList<int>, int, Func<TestExample, int>> Train)
{
    /// <summary>Over the words of texts.</summary>
    public static LinearBaseline OverWords(IReadOnlyList<TextPair> training)
    {
        string[] sources = [.. training.Select(pair => pair.Source)];
        return new("bag of words", "logistic regression over the words of the source", "", (labels, classes) =>
        {
            var words = BagOfWords.Train(sources, labels, classes);
            return example => words.Predict(example.Text.Source);
        });
    }

    /// <summary>Over the pixels of pictures.</summary>
    public static LinearBaseline OverPixels(IReadOnlyList<ReadOnlyMemory<byte>> training) =>
        new(
            "linear model", "logistic regression over the pixels",
            " The nearest neighbour has the least sum of squared differences of pixels. A near-twin has the very pixels of a training example; "
                + "likenesses beyond that were not looked for.",
            (labels, classes) =>
            {
                var pixels = PixelRegression.Train(training, labels, classes);
                return example => pixels.Predict(example.Tokens.Picture!.Pixels.Span);
            });
}
