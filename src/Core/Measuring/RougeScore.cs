using System.Globalization;

namespace Heed.Measuring;

/// <summary>A ROUGE score, of one example or the mean of many.</summary>
/// <param name="Precision">What of the hypothesis stands in the reference, 0 to 100.</param>
/// <param name="Recall">What of the reference stands in the hypothesis, 0 to 100.</param>
/// <param name="F">Their harmonic mean, 0 to 100; of many examples the mean of each one's.</param>
public sealed record RougeScore(double Precision, double Recall, double F)
{
    /// <summary>Precision and recall in one line.</summary>
    public string Details => string.Create(CultureInfo.InvariantCulture, $"P = {Precision:0.0} R = {Recall:0.0}");

    /// <summary>The score of one example; 0 where nothing was met, be it that there was nothing to meet.</summary>
    /// <param name="met">What stands on both sides.</param>
    /// <param name="said">What stands in the hypothesis.</param>
    /// <param name="meant">What stands in the reference.</param>
    public static RougeScore Of(int met, int said, int meant) => met == 0
        ? new(0, 0, 0)
        : new(100.0 * met / said, 100.0 * met / meant, 200.0 * met / (said + meant));

    /// <summary>The mean over examples; NaN where there is none.</summary>
    public static RougeScore Mean(IEnumerable<RougeScore> scores)
    {
        var all = scores.ToList();
        double Average(Func<RougeScore, double> part) => all.Select(part).DefaultIfEmpty(double.NaN).Average();
        return new(Average(score => score.Precision), Average(score => score.Recall), Average(score => score.F));
    }
}
