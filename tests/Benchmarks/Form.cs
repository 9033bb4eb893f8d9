using System.Diagnostics;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>A way to compute a workload, in a process of its own, so that settings and memory are its own.</summary>
/// <param name="Name">What it is called in tables and on the command line.</param>
/// <param name="What">What it is.</param>
/// <param name="Open">Builds it in this process; null for one that another program measures.</param>
public sealed record Form(string Name, string What, Func<Workload, IForm>? Open)
{
    /// <summary>All forms, for workloads of steps. The first is what others are compared with; the ceiling of a form has products in the place of heed in its name.</summary>
    public static IReadOnlyList<Form> OfSteps { get; } =
    [
        new("textbook", "TorchSharp's transformer modules and AdamW, float32, batches as they come", work => new Textbook(work)),
        new("pytorch", "PyTorch of Debian at its best float32 settings, the batches of Heed", null),
        new("heed float32", "what Heed emits, float32", work => new Emitted(work, ScalarType.Float32)),
        new("products float32", "its matrix products alone", work => new Products(work, ScalarType.Float32)),
        new("heed bfloat16", "what Heed emits, bfloat16 over float32 weights", work => new Emitted(work, ScalarType.BFloat16)),
        new("products bfloat16", "its matrix products alone", work => new Products(work, ScalarType.BFloat16)),
    ];

    /// <summary>All forms, for workloads that decode. The first is what others are compared with.</summary>
    public static IReadOnlyList<Form> OfDecoding { get; } =
    [
        new("recompute plain", "the decoder over all that was said, for each token, by libtorch as any program finds it", work => new Decoding(work, Emitted.LearnerPlainly(work), recomputes: true)),
        new("recompute float32", "the same by libtorch as Heed loads it", work => new Decoding(work, Emitted.Learner(work, ScalarType.Float32), recomputes: true)),
        new("cache float32", "over the key-value cache", work => new Decoding(work, Emitted.Learner(work, ScalarType.Float32), recomputes: false)),
        new("cache bfloat16", "over the key-value cache", work => new Decoding(work, Emitted.Learner(work, ScalarType.BFloat16), recomputes: false)),
        new("cache int8", "over the key-value cache, weights in 8 bits", work => new Decoding(work, Emitted.Learner(work, TextInInt8.Create), recomputes: false, TextInInt8.Spec)),
        new("greedy", "Heed's greedy decoding", work => new Answers(work, Text.Create, Text.Spec)),
        new("beam of 4", "Heed's beam search", work => new Answers(work, TextByBeam.Create, TextByBeam.Spec)),
    ];

    /// <summary>The forms that a workload is measured in.</summary>
    public static IReadOnlyList<Form> Of(Workload work) => work.Decodes ? OfDecoding : OfSteps;

    /// <summary>Measures a workload that stands in a file, in a process of its own.</summary>
    public Measurement Measure(string file, Workload work)
    {
        var start = Open is null ? Peer.Command(file, work.Sizes) : new(Environment.ProcessPath!, ["measure", Name, file]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Measurement.Parse(said.TrimEnd().Split('\n')[^1])
            : throw new InvalidOperationException($"{Name} ended with {process.ExitCode} on {work.Name}.");
    }
}
