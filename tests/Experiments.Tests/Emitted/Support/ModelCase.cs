using FsCheck;
using FsCheck.Fluent;
using Heed.Planning;

namespace Heed.Tests.Emitted;

/// <summary>A declared experiment with other numbers than it was declared with, and the seed of its weights and batches.</summary>
public sealed record ModelCase(Subject Subject, ExperimentSpec Spec)
{
    /// <summary>
    /// Every experiment with small numbers that reach the edges: one layer, one head, heads of one channel, odd widths, heads that
    /// differ. Not narrower than 8, where layer normalisation may magnify rounding a hundredfold.
    /// </summary>
    public static Gen<ModelCase> Any { get; } =
        from subject in Gen.Elements<Subject>(Subject.Exact)
        from layers in Gen.Choose(1, Math.Max(3, subject.Spec.Encoder!.Layers))
        from decoderLayers in Gen.Choose(1, 3)
        from width in Gen.Elements(8, 9, 10, 12, 16)
        from heads in Gen.Elements(1, 2, 3, 4, 8)
        from decoderHeads in Gen.Elements(0, 1, 2, 3, 4)
        from keyValueHeads in Gen.Elements(0, 0, 1, 2)
        from feedForward in Gen.Elements(0, 3, 16)
        from seed in Gen.Choose(0, int.MaxValue)
        let spec = subject.Spec with
        {
            Seed = seed,
            Encoder = subject.Spec.Encoder! with { Layers = layers, Width = width, Heads = heads, KeyValueHeads = keyValueHeads },
            Decoder = subject.Spec.Decoder! with
            {
                Layers = decoderLayers,
                Heads = decoderHeads,
                KeyValueHeads = keyValueHeads,
                FeedForward = feedForward,
            },
            Regularization = new() { Dropout = 0 },
        }
        where ExperimentPlan.Of(spec) is Planned.Ready
        select new ModelCase(subject, spec);

    /// <summary>What the seed draws.</summary>
    internal Draw Draw() => new(Spec.Seed);

    /// <summary>The emitted learner of these numbers.</summary>
    public ILearner Learner() => Subject.Learner(Spec);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Subject} with layers {Spec.Encoder!.Layers} and {Spec.Decoder!.Layers}, width {Spec.Encoder.Width}, heads {Spec.Encoder.Heads} "
        + $"and {Spec.Decoder.Heads} over {Spec.Encoder.KeyValueHeads}, feed-forward {Spec.Decoder.FeedForward}, seed {Spec.Seed}";
}

/// <summary>What laws of emitted code draw their cases from.</summary>
public static class Cases
{
    public static Arbitrary<ModelCase> Model() => ModelCase.Any.ToArbitrary();
}
