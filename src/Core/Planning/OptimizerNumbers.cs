namespace Heed.Planning;

/// <summary>The numbers of the optimizer that a declaration has; those of the others it does not hold.</summary>
internal static class OptimizerNumbers
{
    /// <summary>The numbers of an optimizer: its learning rate, its own, then its decay and clipping.</summary>
    public static IEnumerable<Number> Of(OptimizerSpec optimizer)
    {
        var name = optimizer.Name;
        return
        [
            Of<OptimizerSpec>($"{name}.LearningRate", 1e-9, 10, s => s.LearningRate, (s, v) => s with { LearningRate = v }),
            .. optimizer.Match(_ => AdamW, _ => Sgd, _ => Adafactor, _ => Lion, _ => Muon),
            Of<OptimizerSpec>($"{name}.WeightDecay", 0, 10, s => s.WeightDecay, (s, v) => s with { WeightDecay = v }),
            Of<OptimizerSpec>($"{name}.Clip", 1e-6, 1e9, s => s.Clip, (s, v) => s with { Clip = v }),
        ];
    }

    private static IReadOnlyList<Number> AdamW { get; } =
    [
        Of<AdamWSpec>("AdamW.Beta1", 0, 0.999999, s => s.Beta1, (s, v) => s with { Beta1 = v }),
        Of<AdamWSpec>("AdamW.Beta2", 0, 0.999999, s => s.Beta2, (s, v) => s with { Beta2 = v }),
        Of<AdamWSpec>("AdamW.Epsilon", 1e-12, 1, s => s.Epsilon, (s, v) => s with { Epsilon = v }),
    ];

    private static IReadOnlyList<Number> Sgd { get; } =
        [Of<SgdSpec>("Sgd.Momentum", 0, 0.999999, s => s.Momentum, (s, v) => s with { Momentum = v })];

    private static IReadOnlyList<Number> Adafactor { get; } =
    [
        Of<AdafactorSpec>("Adafactor.DecayRate", 0.01, 1, s => s.DecayRate, (s, v) => s with { DecayRate = v }),
        Of<AdafactorSpec>("Adafactor.Epsilon1", 1e-36, 1, s => s.Epsilon1, (s, v) => s with { Epsilon1 = v }),
        Of<AdafactorSpec>("Adafactor.Epsilon2", 1e-12, 1, s => s.Epsilon2, (s, v) => s with { Epsilon2 = v }),
        Of<AdafactorSpec>("Adafactor.ClipThreshold", 1e-6, 1e9, s => s.ClipThreshold, (s, v) => s with { ClipThreshold = v }),
    ];

    private static IReadOnlyList<Number> Lion { get; } =
    [
        Of<LionSpec>("Lion.Beta1", 0, 0.999999, s => s.Beta1, (s, v) => s with { Beta1 = v }),
        Of<LionSpec>("Lion.Beta2", 0, 0.999999, s => s.Beta2, (s, v) => s with { Beta2 = v }),
    ];

    private static IReadOnlyList<Number> Muon { get; } =
    [
        Of<MuonSpec>("Muon.Momentum", 0, 0.999999, s => s.Momentum, (s, v) => s with { Momentum = v }),
        Of<MuonSpec>("Muon.Iterations", 1, 100, s => s.Iterations, (s, v) => s with { Iterations = (int)v }, whole: true),
        Of<MuonSpec>("Muon.AdamWLearningRate", 1e-9, 10, s => s.AdamWLearningRate, (s, v) => s with { AdamWLearningRate = v }),
        Of<MuonSpec>("Muon.Beta1", 0, 0.999999, s => s.Beta1, (s, v) => s with { Beta1 = v }),
        Of<MuonSpec>("Muon.Beta2", 0, 0.999999, s => s.Beta2, (s, v) => s with { Beta2 = v }),
        Of<MuonSpec>("Muon.Epsilon", 1e-12, 1, s => s.Epsilon, (s, v) => s with { Epsilon = v }),
    ];

    private static Number Of<T>(
        string path, double minimum, double maximum, Func<T, double> read, Func<T, double, OptimizerSpec> write, bool whole = false)
        where T : OptimizerSpec => new(
            path, minimum, maximum, whole,
            spec => read((T)spec.Optimizer), (spec, value) => spec with { Optimizer = write((T)spec.Optimizer, value) });
}
