namespace Heed.Planning;

/// <summary>How an experiment trains, in a line for people.</summary>
public static class TrainingOutline
{
    /// <summary>The optimizer and its learning rate along the run.</summary>
    public static string Of(ExperimentSpec spec) =>
        $"{spec.Optimizer.Name} for {Text.Count(spec.Steps, "step")}; learning rate up to {Text.Number(spec.Optimizer.LearningRate)}, " +
        $"{Text.Count(spec.Schedule.Warmup, "step")} of warm-up, then {Falls(spec.Schedule.Decay)}";

    private static string Falls(Decay decay) => decay switch
    {
        Decay.None => "constant",
        Decay.InverseSquareRoot => "falling with the inverse square root",
        Decay.Cosine => "falling along a cosine to 0",
        Decay.Linear => "falling in a line to 0",
        _ => "falling along a cosine to near 0 in one cycle",
    };
}
