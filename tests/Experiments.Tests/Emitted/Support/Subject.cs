using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>A declared experiment under test, and what its declaration says of sharing, read by a person.</summary>
/// <param name="Spec">What was declared.</param>
/// <param name="Create">Makes the emitted learner.</param>
/// <param name="Shares">Whether two tasks hold the weight of a path, such as <c>Encoder[0].Query.Weight</c>, in common.</param>
public sealed record Subject(
    ExperimentSpec Spec, Func<ExperimentPlan, Device, ILearner> Create, Func<string, string, string, bool> Shares)
{
    /// <summary>Every way to share, and every choice.</summary>
    public static IReadOnlyList<Subject> All { get; } =
    [
        Of<Apart>((_, _, _) => false),
        Of<Together>((_, _, _) => true),
        Of<SameWeights>((path, _, _) => Names(path, "Query", "Key")),
        Of<SameValues>((path, _, _) => Names(path, "Value")),
        Of<Three>((path, one, other) => Names(path, "Norm", "Embedding") || (one != "Echo" && other != "Echo")),
        Of<ByLayer>((path, _, _) => (Names(path, "Query", "Key", "Norm") && !Names(path, "[0]"))
            || (Names(path, "Decoder[0]") && Names(path, "Value", "Up", "Down"))),
        Of<Turned>((path, _, _) => Names(path, "Query", "Output", "Embedding")),
        Of<Alone>((_, _, _) => true),
        Of<Rms>((_, _, _) => false),
        Of<Post>((_, _, _) => false),
        Of<RmsPost>((path, _, _) => Names(path, "Norm")),
        Of<Gelu>((_, _, _) => false),
        Of<SwiGlu>((_, _, _) => false),
        Of<OneKey>((_, _, _) => false),
        Of<WidthScaled>((_, _, _) => false),
        Of<Unscaled>((_, _, _) => false),
        Of<Placed>((_, _, _) => false),
        Of<Leaning>((_, _, _) => false),
        Of<RotaryPlaced>((_, _, _) => false),
        Of<Freed>((_, _, _) => false),
        Of<EveryOther>((path, _, _) => Names(path, "Embedding", "Positions", "Gate", "Up", "Down")),
        Of<XavierNormal>((_, _, _) => false),
        Of<KaimingNormal>((_, _, _) => false),
        Of<TruncatedNormal>((_, _, _) => false),
        Of<Checkpointed>((_, _, _) => false),
        Of<InFloat32>((_, _, _) => false),
        Of<InBFloat16>((_, _, _) => false),
        Of<Pooled>((_, _, _) => false),
        Of<PooledTurned>((_, _, _) => false),
        Of<PooledLeaning>((_, _, _) => false),
        Of<Kept>((_, _, _) => false),
        Of<Narrowed>((_, _, _) => false),
        Of<FusedTurned>((_, _, _) => false),
        Of<MergedLeaning>((_, _, _) => false),
        Of<Hybrid>((_, _, _) => false),
        Of<InTurn>((_, _, _) => false),
        Of<Convolved>((path, _, _) => Names(path, "Encoder[") && Names(path, "Key.", "Window.")),
        Of<Projected>((_, _, _) => false),
        Of<Joined>((_, _, _) => false),
        Of<Asked>((_, _, _) => false),
        Of<Routed>((_, _, _) => false),
        Of<Perceiving>((_, _, _) => false),
        Of<PerceivingAsked>((_, _, _) => false),
        Of<Remembering>((_, _, _) => false),
        Of<RememberingMerged>((_, _, _) => false),
        Of<Spanned>((path, _, _) => Names(path, "Encoder[") && Names(path, "Key.", "Span")),
        Of<SpannedLeaning>((_, _, _) => false),
        Of<LookingBack>((path, _, _) => Names(path, "Decoder[") && Names(path, "Key.", "Span")),
        Of<LookingAround>((_, _, _) => false),
        Of<Thresholded>((path, _, _) => Names(path, "Encoder[") && Names(path, "Key.", "Threshold")),
        Of<ThresholdedLeaning>((_, _, _) => false),
        Of<ThresholdedLast>((_, _, _) => false),
        Of<Retained>((path, _, _) => Names(path, "Encoder[") && Names(path, "Key.", "Retention")),
        Of<RetainedLeaning>((_, _, _) => false),
        Of<RetainedLast>((_, _, _) => false),
        Of<Evicting>((_, _, _) => false),
        Of<EvictingLeaning>((_, _, _) => false),
        Of<Recalling>((_, _, _) => false),
        Of<RecallingMerged>((_, _, _) => false),
        Of<RecallingLeaning>((_, _, _) => false),
        Of<RecallingConvolved>((path, _, _) => Names(path, "Memory.") || (Names(path, "Decoder[") && Names(path, "Key.", "Past."))),
        Of<LearnedInTurn>((path, _, _) => Names(path, "Encoder[") && Names(path, "Key.", "ConvolvedWindows.", "GatedMeans.")),
        Of<PlacedTogether>((path, _, _) => Names(path, "Embedding", "Positions")),
    ];

    /// <summary>Those whose passes read the weights themselves and round nothing away.</summary>
    public static IReadOnlyList<Subject> Exact { get; } = [.. All.Where(subject => subject.Spec.Transformer.Precision != Precision.BFloat16)];

    /// <summary>One of them by its name.</summary>
    public static Subject Named(string name) => All.Single(subject => subject.Spec.Name == name);

    /// <summary>The learner of a spec, or of the declaration as it stands.</summary>
    public ILearner Learner(ExperimentSpec? spec = null) => Create(Plan(spec ?? Spec), CPU);

    /// <summary>The plan of a spec that holds together.</summary>
    public static ExperimentPlan Plan(ExperimentSpec spec) =>
        ExperimentPlan.Of(spec).Match(plan => plan, findings => throw new ArgumentException(string.Join('\n', findings)));

    /// <inheritdoc/>
    public override string ToString() => Spec.Name;

    private static Subject Of<T>(Func<string, string, string, bool> shares)
        where T : IExperiment<T> => new(T.Spec, T.Create, shares);

    private static bool Names(string path, params string[] parts) =>
        parts.Any(part => path.Contains(part, StringComparison.Ordinal));
}
