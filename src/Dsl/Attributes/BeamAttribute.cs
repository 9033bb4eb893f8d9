namespace Heed;

/// <summary>Beam search: the likeliest answer among several that grow side by side.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BeamAttribute : DecodingAttribute
{
    /// <summary>Answers kept at every step, ended ones included.</summary>
    public int Width { get; init; } = 4;

    /// <summary>α: log-probabilities are divided by ((5 + n) / 6)^α for an answer of n tokens (Wu et al. 2016, equation 14); 0 for none.</summary>
    public double LengthPenalty { get; init; } = 0.6;
}
