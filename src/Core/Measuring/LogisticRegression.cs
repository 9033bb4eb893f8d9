using Heed.Learning;

namespace Heed.Measuring;

/// <summary>A feature that an example has.</summary>
/// <param name="Place">Which of the features.</param>
/// <param name="Value">How much of it.</param>
internal readonly record struct Feature(int Place, double Value);

/// <summary>
/// Multinomial logistic regression, the baseline that a model of labels must beat. Trained on all examples at once, so that it is the same
/// on every machine.
/// </summary>
internal sealed class LogisticRegression
{
    // By then tens of thousands of examples are as good as done, and few have long met the tolerance.
    private const int Iterations = 100;
    private const double Tolerance = 1e-6;

    private readonly int features;
    private readonly int classes;

    // A row of classes for each feature, and one more for the biases.
    private readonly double[] weights;

    private LogisticRegression(int features, int classes, double[] weights) => (this.features, this.classes, this.weights) = (features, classes, weights);

    /// <summary>The features of a training example.</summary>
    internal delegate ReadOnlySpan<Feature> Reader(int example);

    /// <summary>
    /// Trains to the least sum of cross-entropies plus <paramref name="decay"/> / 2 times the squared weights, biases not counted.
    /// </summary>
    public static LogisticRegression Train(Reader read, int features, IReadOnlyList<int> labels, int classes, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfZero(labels.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decay);
        ArgumentOutOfRangeException.ThrowIfNegative(labels.Min());
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(labels.Max(), classes);
        return new(features, classes, Lbfgs.Minimize(
            new double[(features + 1) * classes], (weights, gradient) => Loss(read, features, labels, classes, decay, weights, gradient), Iterations, Tolerance));
    }

    /// <summary>How likely an example is of each class, [classes].</summary>
    public double[] Probabilities(ReadOnlySpan<Feature> example)
    {
        var probabilities = new double[classes];
        Score(weights, example, features, probabilities);
        Softmax(probabilities);
        return probabilities;
    }

    /// <summary>The likeliest class of an example; of several the first.</summary>
    public int Predict(ReadOnlySpan<Feature> example)
    {
        var probabilities = Probabilities(example);
        return Array.IndexOf(probabilities, probabilities.Max());
    }

    // All of it per example, so that the tolerance means the same for few and for many.
    private static double Loss(Reader read, int features, IReadOnlyList<int> labels, int classes, double decay, double[] weights, double[] gradient)
    {
        var (loss, counted) = (0.0, features * classes);
        Array.Clear(gradient);
        var errors = new double[classes];
        for (var example = 0; example < labels.Count; example++)
        {
            var present = read(example);
            Score(weights, present, features, errors);
            Softmax(errors);
            loss -= Math.Log(errors[labels[example]]);
            errors[labels[example]]--;
            foreach (var (place, value) in present)
                Vectors.Add(gradient.AsSpan(place * classes, classes), value, errors);
            Vectors.Add(gradient.AsSpan(counted), 1, errors);
        }

        var regularized = weights.AsSpan(0, counted);
        loss += decay / 2 * Vectors.Dot(regularized, regularized);
        Vectors.Add(gradient.AsSpan(0, counted), decay, regularized);
        for (var weight = 0; weight < gradient.Length; weight++)
            gradient[weight] /= labels.Count;
        return loss / labels.Count;
    }

    private static void Score(double[] weights, ReadOnlySpan<Feature> present, int bias, double[] scores)
    {
        weights.AsSpan(bias * scores.Length).CopyTo(scores);
        foreach (var (place, value) in present)
            Vectors.Add(scores, value, weights.AsSpan(place * scores.Length, scores.Length));
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
