using Heed.Planning;

namespace Heed.Decoding;

/// <summary>An answer of beam search, or one on its way.</summary>
/// <param name="Tokens">Its tokens, without start and end.</param>
/// <param name="HasEnded">Whether its end was said, and counts among its tokens.</param>
/// <param name="LogProbability">Sum of the log-probabilities of its tokens, and of its end where it has one.</param>
public sealed record Hypothesis(IReadOnlyList<int> Tokens, bool HasEnded, double LogProbability)
{
    /// <summary>An answer that has not begun.</summary>
    public static Hypothesis Empty { get; } = new([], false, 0);

    /// <summary>What hypotheses are compared by: log P / ((5 + n) / 6)^α (Wu et al. 2016, equation 14, without coverage).</summary>
    public double Score(BeamSpec beam) => LogProbability / Penalty(Tokens.Count + (HasEnded ? 1 : 0), beam);

    /// <summary>The best that it can come to: as long as may be, and every further token certain.</summary>
    public double Bound(BeamSpec beam, int maximumLength) => LogProbability / Penalty(maximumLength, beam);

    private static double Penalty(int length, BeamSpec beam) => Math.Pow((5.0 + length) / 6, beam.LengthPenalty);
}
