namespace Heed.Measuring;

/// <summary>
/// F1 over several classes (van Rijsbergen 1979; the two means: Lewis 1991), of single labels by <see cref="ConfusionMatrix.PerClass"/>
/// or of sets of labels by <see cref="ClassCounts.OfLabelSets"/>. From 0 to 1; NaN where no class occurs.
/// </summary>
public static class F1
{
    /// <summary>
    /// The mean of each class's F1: a rare class weighs as much as a frequent one. A class that is neither in the references nor in the
    /// predictions is left out.
    /// </summary>
    public static double Macro(IEnumerable<ClassCounts> classes) =>
        classes.Where(counts => counts.Occurs).Select(counts => counts.F1).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The F1 of all classes' counts together: with single labels the same as accuracy.</summary>
    public static double Micro(IEnumerable<ClassCounts> classes) =>
        classes.Aggregate(default(ClassCounts), (sum, counts) => sum.And(counts)).F1;
}
