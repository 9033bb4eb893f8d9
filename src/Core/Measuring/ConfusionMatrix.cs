namespace Heed.Measuring;

/// <summary>How often examples of each class were taken for each class: all that a metric of single labels needs to know.</summary>
/// <param name="Classes">Classes; labels are numbers from 0 to below it.</param>
/// <param name="Counts">Examples, [classes × classes] row by row: a row for the reference, a column for the prediction.</param>
public sealed record ConfusionMatrix(int Classes, EquatableArray<int> Counts)
{
    /// <summary>Examples in all.</summary>
    public int Examples => Counts.Sum();

    /// <summary>Examples whose prediction is their reference: the diagonal.</summary>
    public int Correct => Enumerable.Range(0, Classes).Sum(label => this[label, label]);

    /// <summary>Each class against all others.</summary>
    public IReadOnlyList<ClassCounts> PerClass =>
    [
        .. Enumerable.Range(0, Classes).Select(label => new ClassCounts(
            this[label, label],
            Enumerable.Range(0, Classes).Sum(reference => reference == label ? 0 : this[reference, label]),
            Enumerable.Range(0, Classes).Sum(prediction => prediction == label ? 0 : this[label, prediction]))),
    ];

    /// <summary>Examples of one class that were taken for another, or for itself.</summary>
    public int this[int reference, int prediction] => Counts[(reference * Classes) + prediction];

    /// <summary>Counts labels against labels.</summary>
    /// <param name="references">What each example is.</param>
    /// <param name="predictions">What it was taken for.</param>
    /// <param name="classes">Classes that there are.</param>
    /// <exception cref="ArgumentException">There are more or fewer predictions than references.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is none of the classes.</exception>
    public static ConfusionMatrix Of(IReadOnlyList<int> references, IReadOnlyList<int> predictions, int classes)
    {
        Paired.Check(references, predictions);
        var counts = new int[classes * classes];
        foreach (var (reference, prediction) in references.Zip(predictions))
            counts[(Class(reference, classes) * classes) + Class(prediction, classes)]++;
        return new(classes, new(counts));
    }

    private static int Class(int label, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, classes);
        return label;
    }
}
