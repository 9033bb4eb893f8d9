namespace Heed.Planning;

/// <summary>The numbers of the way in which a declaration decodes; those of the others it does not hold.</summary>
internal static class DecodingNumbers
{
    /// <summary>The numbers of a way to decode: its own, then what all have.</summary>
    public static IEnumerable<Number> Of(DecodingSpec decoding) =>
    [
        .. decoding.Match(_ => [], _ => Beam, _ => Sampling),
        Of<DecodingSpec>($"{decoding.Name}.RepetitionPenalty", 0.01, 100, s => s.RepetitionPenalty, (s, v) => s with { RepetitionPenalty = v }),
    ];

    private static IReadOnlyList<Number> Beam { get; } =
    [
        Of<BeamSpec>("Beam.Width", 1, 1_000, s => s.Width, (s, v) => s with { Width = (int)v }, whole: true),
        Of<BeamSpec>("Beam.LengthPenalty", 0, 10, s => s.LengthPenalty, (s, v) => s with { LengthPenalty = v }),
    ];

    private static IReadOnlyList<Number> Sampling { get; } =
    [
        Of<SamplingSpec>("Sampling.Temperature", 0.001, 1_000, s => s.Temperature, (s, v) => s with { Temperature = v }),
        Of<SamplingSpec>("Sampling.TopK", 0, 1_000_000, s => s.TopK, (s, v) => s with { TopK = (int)v }, whole: true),
        Of<SamplingSpec>("Sampling.TopP", 1e-6, 1, s => s.TopP, (s, v) => s with { TopP = v }),
        Of<SamplingSpec>("Sampling.Seed", 0, int.MaxValue, s => s.Seed, (s, v) => s with { Seed = (int)v }, whole: true),
    ];

    private static Number Of<T>(
        string path, double minimum, double maximum, Func<T, double> read, Func<T, double, DecodingSpec> write, bool whole = false)
        where T : DecodingSpec => new(
            path, minimum, maximum, whole,
            spec => read((T)spec.Decoding), (spec, value) => spec with { Decoding = write((T)spec.Decoding, value) });
}
