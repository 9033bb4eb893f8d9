namespace Heed.Planning;

/// <summary>How answers are decoded, in a line for people.</summary>
public static class DecodingOutline
{
    /// <summary>What is chosen at a step, what is held against it, and what answers are made of.</summary>
    public static string Of(ExperimentSpec spec) => Of(spec.Decoding) +
        (spec.CacheEviction is { } eviction ? $"; over a cache of {Text.Count(eviction.Budget, "position")} a head" : "") +
        string.Concat(spec.Tasks.Where(task => task.Only.Length > 0).Select(task => $"; {task.Name} made of the entries of {task.Only}"));

    private static string Of(DecodingSpec decoding) => decoding.Match(_ => "greedy, the likeliest token at every step", Beam, Sampling) +
        (decoding.RepetitionPenalty == 1 ? "" : $"; repetition penalty {Text.Number(decoding.RepetitionPenalty)}") +
        (decoding.Rounding == WeightRounding.Int8 ? "; weights rounded to 8 bits" : "");

    private static string Beam(BeamSpec beam) =>
        $"found by beam search of width {Text.Number(beam.Width)}, log-probability divided by ((5 + n) / 6)^{Text.Number(beam.LengthPenalty)} for n tokens";

    private static string Sampling(SamplingSpec sampling) =>
        $"sampled at temperature {Text.Number(sampling.Temperature)}" +
        (sampling.TopK > 0 ? $" from the {Text.Number(sampling.TopK)} likeliest tokens" : "") +
        (sampling.TopP == 1 ? ""
            : $"{(sampling.TopK > 0 ? ", of them" : "")} from the fewest that hold {Text.Number(sampling.TopP)} of the probability") +
        $"; draw {Text.Number(sampling.Seed)}";
}
