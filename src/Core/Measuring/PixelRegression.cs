namespace Heed.Measuring;

/// <summary>Multinomial logistic regression over the pixels of a picture, from 0 to 1: the baseline that a model of pictures must beat.</summary>
public sealed class PixelRegression
{
    private readonly LogisticRegression regression;

    private PixelRegression(LogisticRegression regression) => this.regression = regression;

    /// <summary>
    /// Trains to the least sum of cross-entropies plus <paramref name="decay"/> / 2 times the squared weights, biases not counted.
    /// </summary>
    /// <param name="pictures">The pixels of each picture, at least one; all of one length.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="classes">Classes that there are; labels are numbers from 0 to below it.</param>
    /// <param name="decay">What a squared weight costs, above 0.</param>
    /// <exception cref="ArgumentException">There are more or fewer labels than pictures.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No picture, a label that is none of the classes, or a decay that is not above 0.</exception>
    public static PixelRegression Train(IReadOnlyList<ReadOnlyMemory<byte>> pictures, IReadOnlyList<int> labels, int classes, double decay = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(pictures.Count);
        if (pictures.Count != labels.Count)
            throw new ArgumentException($"Expected a label for each of {pictures.Count} pictures; received {labels.Count}.", nameof(labels));
        // As features, all pictures at once would take sixteen times the room of their pixels: they are made one by one.
        var features = new Feature[pictures[0].Length];
        return new(LogisticRegression.Train(
            picture => features.AsSpan(0, Fill(pictures[picture].Span, features)), pictures[0].Length, labels, classes, decay));
    }

    /// <summary>How likely a picture is of each class, [classes].</summary>
    public double[] Probabilities(ReadOnlySpan<byte> pixels)
    {
        var features = new Feature[pixels.Length];
        return regression.Probabilities(features.AsSpan(0, Fill(pixels, features)));
    }

    /// <summary>The likeliest class of a picture; of several the first.</summary>
    public int Predict(ReadOnlySpan<byte> pixels)
    {
        var probabilities = Probabilities(pixels);
        return Array.IndexOf(probabilities, probabilities.Max());
    }

    // What is black says nothing; how many pixels do.
    private static int Fill(ReadOnlySpan<byte> pixels, Feature[] features)
    {
        var filled = 0;
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            if (pixels[pixel] > 0)
                features[filled++] = new(pixel, pixels[pixel] / 255.0);
        }

        return filled;
    }
}
