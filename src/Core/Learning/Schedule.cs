namespace Heed.Learning;

/// <summary>Learning-rate schedules.</summary>
public static class Schedule
{
    /// <summary>What the highest learning rate is multiplied by at a step: a line up to 1, then the decay.</summary>
    /// <param name="decay">How it falls.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="warmup">Steps of the rise; the factor is 1 at the last of them.</param>
    /// <param name="steps">Steps of the run; decays that end at 0 reach it there.</param>
    /// <returns>A factor in [0, 1].</returns>
    public static double Factor(Decay decay, long step, int warmup, int steps)
    {
        if (step <= warmup)
            return (double)step / warmup;
        var fallen = step < steps ? (double)(step - warmup) / (steps - warmup) : 1;
        return decay switch
        {
            Decay.None => 1,
            Decay.InverseSquareRoot => Math.Sqrt(Math.Max(1, warmup) / (double)step),
            Decay.Cosine => (1 + Math.Cos(Math.PI * fallen)) / 2,
            Decay.Linear => 1 - fallen,
            _ => throw new ArgumentOutOfRangeException(nameof(decay), decay, "Expected one of the named decays."),
        };
    }
}
