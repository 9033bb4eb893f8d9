namespace Heed.Learning;

/// <summary>Learning-rate schedules.</summary>
public static class Schedule
{
    // PyTorch's div_factor and final_div_factor.
    private const double First = 1 / 25.0, Last = First / 1e4;

    /// <summary>What the highest learning rate is multiplied by at a step: a line up to 1 (one cycle: half a cosine), then the decay.</summary>
    /// <param name="decay">How it falls.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="warmup">Steps of the rise; the factor is 1 at the last of them.</param>
    /// <param name="steps">Steps of the run; decays that end at 0 reach it there.</param>
    /// <returns>A factor in [0, 1].</returns>
    public static double Factor(Decay decay, long step, int warmup, int steps)
    {
        if (decay == Decay.OneCycle && step <= warmup)
            return warmup == 1 ? 1 : Eased(First, 1, (step - 1.0) / (warmup - 1));
        if (step <= warmup)
            return (double)step / warmup;
        var fallen = step < steps ? (double)(step - warmup) / (steps - warmup) : 1;
        return decay switch
        {
            Decay.None => 1,
            Decay.InverseSquareRoot => Math.Sqrt(Math.Max(1, warmup) / (double)step),
            Decay.Cosine => (1 + Math.Cos(Math.PI * fallen)) / 2,
            Decay.Linear => 1 - fallen,
            Decay.OneCycle => Eased(1, Last, fallen),
            _ => throw new ArgumentOutOfRangeException(nameof(decay), decay, "Expected one of the named decays."),
        };
    }

    // From one value to another along half a cosine.
    private static double Eased(double from, double to, double part) => to + ((from - to) * (1 + Math.Cos(Math.PI * part)) / 2);
}
