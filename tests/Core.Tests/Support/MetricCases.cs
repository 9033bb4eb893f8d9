using FsCheck;
using FsCheck.Fluent;

namespace Heed.Tests;

/// <summary>Some examples' classes, and what they were taken for; few classes, so that they agree often and some do not occur.</summary>
public sealed record LabelCase(int Classes, int[] References, int[] Predictions);

/// <summary>Numbers against numbers, many of them equal; at least two of each differ.</summary>
public sealed record NumberCase(double[] References, double[] Predictions);

/// <summary>What laws about metrics draw their cases from.</summary>
public static class MetricCases
{
    public static Arbitrary<LabelCase> Labels() => (
        from classes in Gen.Choose(1, 5)
        from pairs in Gen.NonEmptyListOf(Gen.Two(Gen.Choose(0, classes - 1)))
        select new LabelCase(classes, [.. pairs.Select(pair => pair.Item1)], [.. pairs.Select(pair => pair.Item2)])).ToArbitrary();

    public static Arbitrary<NumberCase> Numbers() => Gen.NonEmptyListOf(Gen.Two(Gen.Choose(-8, 8).Select(number => number / 4.0)))
        .Select(pairs => new NumberCase([.. pairs.Select(pair => pair.Item1)], [.. pairs.Select(pair => pair.Item2)]))
        .Where(numbers => numbers.References.Distinct().Count() > 1 && numbers.Predictions.Distinct().Count() > 1)
        .ToArbitrary();
}
