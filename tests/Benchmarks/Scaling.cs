using Heed.Data;
using Heed.Host;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>What a training step takes as one size of the text model grows and all others stay.</summary>
/// <param name="Size">What grows.</param>
/// <param name="Value">How large it is.</param>
/// <param name="Milliseconds">A step, the median.</param>
/// <param name="Gflop">Operations of a step, in milliards.</param>
/// <param name="PeakMiB">Memory that the process held at the most while it was measured.</param>
public sealed record Scaling(string Size, int Value, double Milliseconds, double Gflop, double PeakMiB)
{
    // Tokens of a step on each side; a text that is longer is one alone.
    private const int Tokens = 2_048, Steps = 5;

    private static readonly (string Name, int[] Values, Func<ExperimentSpec, int, ExperimentSpec> With)[] Sizes =
    [
        ("length", [64, 128, 256, 512, 1_024, 2_048, 4_096], (spec, value) => spec),
        ("width", [64, 128, 256, 512, 1_024], (spec, value) => spec with { Encoder = spec.Encoder! with { Width = value } }),
        ("layers", [1, 2, 4, 8], (spec, value) => spec with { Encoder = spec.Encoder! with { Layers = value }, Decoder = spec.Decoder! with { Layers = value } }),
        ("vocabulary", [1_000, 2_000, 4_000, 8_000, 16_000, 32_000], (spec, value) => spec with { Tokenizer = spec.Tokenizer with { Vocabulary = value } }),
    ];

    /// <summary>Measures every size, one model after another.</summary>
    public static IEnumerable<Scaling> Measure()
    {
        TunedLibTorch.Load();
        return
            from size in Sizes
            from value in size.Values
            select Of(size.Name, value, size.With(Text.Spec, value), size.Name == "length" ? value : 64);
    }

    /// <summary>By what power time grew since a smaller size: 1 for as fast as the size, 2 for as fast as its square.</summary>
    public double Power(Scaling smaller) => Math.Log(Milliseconds / smaller.Milliseconds) / Math.Log((double)Value / smaller.Value);

    private static Scaling Of(string size, int value, ExperimentSpec spec, int length)
    {
        spec = spec with { Encoder = spec.Encoder! with { MaximumLength = length }, Decoder = spec.Decoder! with { MaximumLength = length } };
        var plan = HostedExperiment.Plan(spec);
        var (rows, random) = (Math.Max(1, Tokens / length), new Random(17));
        int[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(Vocabulary.Start(1), spec.Tokenizer.Vocabulary))];
        TokenPair[] pairs = [.. Enumerable.Range(0, rows).Select(_ => new TokenPair(Ids(length), Ids(length - 1)))];
        var batch = Batch.Of(spec.Tasks[0], pairs, [.. Enumerable.Range(0, rows)], Vocabulary.Start(0));
        PeakMemory.Begin();
        using var learner = Text.Create(plan, CPU);
        var step = 0;
        var times = Measurement.Of(() => learner.Step(++step, [batch]), TimeSpan.FromSeconds(2), Steps);
        return new(
            size, value, times.Order().ElementAt(Steps / 2), CostPlan.BatchFlops(plan, spec.Tasks[0], rows, length, length) / 1e9,
            (PeakMemory.Bytes ?? 0) / (1024.0 * 1024));
    }
}
