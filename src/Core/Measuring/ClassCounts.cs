namespace Heed.Measuring;

/// <summary>One class against all others, counted over examples.</summary>
/// <param name="TruePositives">Examples of the class that were found.</param>
/// <param name="FalsePositives">Examples of no such class that were taken for it.</param>
/// <param name="FalseNegatives">Examples of the class that were missed.</param>
public readonly record struct ClassCounts(int TruePositives, int FalsePositives, int FalseNegatives)
{
    /// <summary>Whether any example is of the class or was taken for it: where none is, there is nothing to measure.</summary>
    public bool Occurs => TruePositives + FalsePositives + FalseNegatives > 0;

    /// <summary>Harmonic mean of precision and recall, 0 to 1; NaN for a class that does not occur.</summary>
    public double F1 => 2.0 * TruePositives / ((2.0 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Two counts of one class, or of two classes, taken together.</summary>
    public ClassCounts And(ClassCounts other) => new(
        TruePositives + other.TruePositives, FalsePositives + other.FalsePositives, FalseNegatives + other.FalseNegatives);

    /// <summary>Counts each class of examples that have any number of labels.</summary>
    /// <param name="references">The labels of each example.</param>
    /// <param name="predictions">The labels that were found.</param>
    /// <param name="classes">Classes that there are; labels are numbers from 0 to below it.</param>
    /// <exception cref="ArgumentException">There are more or fewer predictions than references.</exception>
    public static IReadOnlyList<ClassCounts> OfLabelSets(
        IReadOnlyList<IReadOnlySet<int>> references, IReadOnlyList<IReadOnlySet<int>> predictions, int classes)
    {
        Paired.Check(references, predictions);
        return
        [
            .. Enumerable.Range(0, classes).Select(label => references.Zip(predictions).Aggregate(default(ClassCounts), (sum, pair) =>
                (pair.First.Contains(label), pair.Second.Contains(label)) switch
                {
                    (true, true) => sum with { TruePositives = sum.TruePositives + 1 },
                    (false, true) => sum with { FalsePositives = sum.FalsePositives + 1 },
                    (true, false) => sum with { FalseNegatives = sum.FalseNegatives + 1 },
                    _ => sum,
                })),
        ];
    }
}
