namespace Heed.Planning;

/// <summary>An exponential moving average of the weights, which is validated, kept as the best, and tested (Polyak and Juditsky 1992).</summary>
public sealed record MovingAverageSpec
{
    /// <summary>Share of the average that stays at a step; lower in the first steps, when the average has little to keep.</summary>
    public double Decay { get; init; } = 0.999;
}
