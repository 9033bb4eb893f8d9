namespace Heed.Measuring;

/// <summary>
/// Among how many equally likely tokens a model seems to choose (Jelinek et al. 1977). It depends on what a token is, so two figures
/// compare only under one vocabulary.
/// </summary>
public static class Perplexity
{
    /// <summary>From the mean cross-entropy of a token, in nats: 1 for a model that is always sure and right.</summary>
    public static double Of(double meanLoss) => Math.Exp(meanLoss);
}
