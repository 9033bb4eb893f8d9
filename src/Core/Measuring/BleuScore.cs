using System.Globalization;

namespace Heed.Measuring;

/// <summary>A corpus BLEU score and what it is made of.</summary>
/// <param name="Score">BLEU, 0 to 100.</param>
/// <param name="Precisions">Smoothed n-gram precisions in per cent, n = 1 to 4.</param>
/// <param name="BrevityPenalty">1, or exp(1 - reference length / hypothesis length) where the hypotheses are shorter.</param>
/// <param name="HypothesisLength">Tokens in the hypotheses.</param>
/// <param name="ReferenceLength">Tokens in the references; of several, the one closest in length to the hypothesis.</param>
/// <param name="Matches">Hypothesis n-grams that stand in a reference, clipped to its count, n = 1 to 4.</param>
/// <param name="Totals">Hypothesis n-grams, n = 1 to 4.</param>
public sealed record BleuScore(
    double Score,
    EquatableArray<double> Precisions,
    double BrevityPenalty,
    int HypothesisLength,
    int ReferenceLength,
    EquatableArray<int> Matches,
    EquatableArray<int> Totals)
{
    /// <summary>Precisions, brevity penalty and lengths in one line, in the form that sacreBLEU made common.</summary>
    public string Details => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join('/', Precisions.Select(p => p.ToString("0.0", CultureInfo.InvariantCulture)))} (BP = {BrevityPenalty:0.000} " +
        $"ratio = {(ReferenceLength == 0 ? 0 : (double)HypothesisLength / ReferenceLength):0.000} " +
        $"hyp_len = {HypothesisLength} ref_len = {ReferenceLength})");

    /// <summary>The score to two places, and its details.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"BLEU = {Score:0.00} {Details}");
}
