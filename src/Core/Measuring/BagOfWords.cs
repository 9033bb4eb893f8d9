using Heed.Data;
using Heed.Learning;

namespace Heed.Measuring;

/// <summary>
/// Multinomial logistic regression over the words of a text, whatever their order: the baseline that a model of labels must beat. What
/// counts is whether a word is there, not how often (Pang, Lee and Vaithyanathan 2002). Trained on all texts at once, so that it is the
/// same on every machine.
/// </summary>
public sealed class BagOfWords
{
    // By then tens of thousands of texts are as good as done, and few have long met the tolerance.
    private const int Iterations = 100;
    private const double Tolerance = 1e-6;

    private readonly WordSets words;
    private readonly int classes;

    // A row of classes for each word, and one more for the biases.
    private readonly double[] weights;

    private BagOfWords(WordSets words, int classes, double[] weights) => (this.words, this.classes, this.weights) = (words, classes, weights);

    /// <summary>
    /// Trains to the least sum of cross-entropies plus <paramref name="decay"/> / 2 times the squared weights, biases not counted.
    /// </summary>
    /// <param name="texts">Texts, at least one.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="classes">Classes that there are; labels are numbers from 0 to below it.</param>
    /// <param name="decay">What a squared weight costs, above 0; 1 / C where others write C.</param>
    /// <exception cref="ArgumentException">There are more or fewer labels than texts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No text, a label that is none of the classes, or a decay that is not above 0.</exception>
    public static BagOfWords Train(IReadOnlyList<string> texts, IReadOnlyList<int> labels, int classes, double decay = 1)
    {
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decay);
        if (texts.Count != labels.Count)
            throw new ArgumentException($"Expected a label for each of {texts.Count} texts; received {labels.Count}.", nameof(labels));
        ArgumentOutOfRangeException.ThrowIfNegative(labels.Min());
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(labels.Max(), classes);
        var words = new WordSets(texts);
        var start = new double[(words.Count + 1) * classes];
        return new(words, classes, Lbfgs.Minimize(
            start, (weights, gradient) => Loss(words, labels, classes, decay, weights, gradient), Iterations, Tolerance));
    }

    /// <summary>How likely a text is of each class, [classes]; words that no training text holds say nothing.</summary>
    public double[] Probabilities(string text)
    {
        var probabilities = new double[classes];
        Score(weights, [.. words.Known(Words.Of(text))], words.Count, probabilities);
        Softmax(probabilities);
        return probabilities;
    }

    /// <summary>The likeliest class of a text; of several the first.</summary>
    public int Predict(string text)
    {
        var probabilities = Probabilities(text);
        return Array.IndexOf(probabilities, probabilities.Max());
    }

    // All of it per text, so that the tolerance means the same for few texts and for many.
    private static double Loss(WordSets words, IReadOnlyList<int> labels, int classes, double decay, double[] weights, double[] gradient)
    {
        var (loss, counted) = (0.0, words.Count * classes);
        Array.Clear(gradient);
        var errors = new double[classes];
        foreach (var (text, present) in words.Sets.Index())
        {
            Score(weights, present, words.Count, errors);
            Softmax(errors);
            loss -= Math.Log(errors[labels[text]]);
            errors[labels[text]]--;
            foreach (var word in present)
                Vectors.Add(gradient.AsSpan(word * classes, classes), 1, errors);
            Vectors.Add(gradient.AsSpan(counted), 1, errors);
        }
        var regularized = weights.AsSpan(0, counted);
        loss += decay / 2 * Vectors.Dot(regularized, regularized);
        Vectors.Add(gradient.AsSpan(0, counted), decay, regularized);
        for (var weight = 0; weight < gradient.Length; weight++)
            gradient[weight] /= labels.Count;
        return loss / labels.Count;
    }

    private static void Score(double[] weights, int[] present, int bias, double[] scores)
    {
        weights.AsSpan(bias * scores.Length).CopyTo(scores);
        foreach (var word in present)
            Vectors.Add(scores, 1, weights.AsSpan(word * scores.Length, scores.Length));
    }

    private static void Softmax(double[] scores)
    {
        var (highest, sum) = (scores.Max(), 0.0);
        for (var label = 0; label < scores.Length; label++)
            sum += scores[label] = Math.Exp(scores[label] - highest);
        for (var label = 0; label < scores.Length; label++)
            scores[label] /= sum;
    }
}
