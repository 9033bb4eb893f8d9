using System.Globalization;

namespace Heed.Measuring;

/// <summary>A chrF score and what it is made of.</summary>
/// <param name="Matches">Character n-grams that stand on both sides, as often as on both, n = 1 to 6.</param>
/// <param name="Found">Character n-grams of the hypotheses, n = 1 to 6.</param>
/// <param name="Expected">Character n-grams of the references, n = 1 to 6.</param>
public sealed record ChrfScore(EquatableArray<int> Matches, EquatableArray<int> Found, EquatableArray<int> Expected)
{
    /// <summary>The score of no line at all.</summary>
    public static ChrfScore Nothing { get; } = new(new(new int[Chrf.Order]), new(new int[Chrf.Order]), new(new int[Chrf.Order]));

    /// <summary>Mean precision of the orders, 0 to 100.</summary>
    public double Precision => Mean(Found);

    /// <summary>Mean recall of the orders, 0 to 100.</summary>
    public double Recall => Mean(Expected);

    /// <summary>chrF2, 0 to 100: recall counts twice as much as precision. 0 where either side is empty.</summary>
    public double Score => F(2);

    /// <summary>Precision and recall in one line.</summary>
    public string Details => string.Create(CultureInfo.InvariantCulture, $"P = {Precision:0.0} R = {Recall:0.0}");

    /// <summary>chrF with recall <paramref name="beta"/> times as important as precision (Popović 2015), 0 to 100.</summary>
    public double F(double beta) => Precision + Recall == 0 ? 0
        : (1 + (beta * beta)) * Precision * Recall / ((beta * beta * Precision) + Recall);

    /// <summary>The score of two texts together.</summary>
    public ChrfScore And(ChrfScore other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Sum(Matches, other.Matches), Sum(Found, other.Found), Sum(Expected, other.Expected));

        static EquatableArray<int> Sum(EquatableArray<int> one, EquatableArray<int> other) =>
            one.Zip(other, (a, b) => a + b).ToEquatableArray();
    }

    private double Mean(EquatableArray<int> grams) => Enumerable.Range(0, Chrf.Order)
        .Where(n => Found[n] > 0 && Expected[n] > 0)
        .Select(n => 100.0 * Matches[n] / grams[n])
        .DefaultIfEmpty(0).Average();
}
