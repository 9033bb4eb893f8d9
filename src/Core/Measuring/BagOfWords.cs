using Heed.Data;

namespace Heed.Measuring;

/// <summary>
/// Multinomial logistic regression over the words of a text, whatever their order: the baseline that a model of labels must beat. What
/// counts is whether a word is there, not how often (Pang, Lee and Vaithyanathan 2002).
/// </summary>
public sealed class BagOfWords
{
    private readonly WordSets words;
    private readonly LogisticRegression regression;

    private BagOfWords(WordSets words, LogisticRegression regression) => (this.words, this.regression) = (words, regression);

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
        if (texts.Count != labels.Count)
            throw new ArgumentException($"Expected a label for each of {texts.Count} texts; received {labels.Count}.", nameof(labels));
        var words = new WordSets(texts);
        Feature[][] present = [.. words.Sets.Select(Features)];
        return new(words, LogisticRegression.Train(text => present[text], words.Count, labels, classes, decay));
    }

    /// <summary>How likely a text is of each class, [classes]; words that no training text holds say nothing.</summary>
    public double[] Probabilities(string text) => regression.Probabilities(Features(words.Known(Words.Of(text))));

    /// <summary>The likeliest class of a text; of several the first.</summary>
    public int Predict(string text) => regression.Predict(Features(words.Known(Words.Of(text))));

    private static Feature[] Features(IEnumerable<int> words) => [.. words.Select(word => new Feature(word, 1))];
}
