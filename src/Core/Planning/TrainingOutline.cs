namespace Heed.Planning;

/// <summary>How an experiment trains, in a line for people.</summary>
public static class TrainingOutline
{
    /// <summary>The optimizer and its learning rate along the run.</summary>
    public static string Of(ExperimentSpec spec) =>
        $"{spec.Optimizer.Name} for {Text.Count(spec.Steps, "step")}{(spec.Accumulate > 1 ? $" of {Text.Number(spec.Accumulate)} batches each" : "")}; learning rate up to {Text.Number(spec.Optimizer.LearningRate)}, " +
        $"{Text.Count(spec.Schedule.Warmup, "step")} of warm-up, then {Falls(spec.Schedule.Decay)}" +
        (spec.MovingAverage is { } average ? $"; judged by the moving average of the weights, {Text.Number(average.Decay)}" : "") +
        (spec.EarlyStop is { } stop ? $"; ends after {Text.Count(stop.Patience, "validation")} without a new best" : "") +
        (spec.Minutes > 0 ? $"; at the most {Text.Number(spec.Minutes)} min" : "");

    private static string Falls(Decay decay) => decay switch
    {
        Decay.None => "constant",
        Decay.InverseSquareRoot => "falling with the inverse square root",
        Decay.Cosine => "falling along a cosine to 0",
        Decay.Linear => "falling in a line to 0",
        _ => "falling along a cosine to near 0 in one cycle",
    };
}
