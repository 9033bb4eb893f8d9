namespace Heed.Planning;

/// <summary>A declaration that holds together: every size, who holds which weight, and what it costs.</summary>
/// <param name="Spec">What was declared.</param>
/// <param name="Encoder">The encoder's sizes; null where no task reads.</param>
/// <param name="Decoder">The decoder's sizes; null where no task writes.</param>
/// <param name="Sharing">Who holds what.</param>
/// <param name="Weights">Every weight, each once.</param>
public sealed record ExperimentPlan(
    ExperimentSpec Spec, StackPlan? Encoder, StackPlan? Decoder, SharingPlan Sharing, EquatableArray<WeightPlan> Weights)
{
    /// <summary>Numbers that training changes.</summary>
    public long Parameters => Weights.Sum(weight => weight.Count);

    /// <summary>Width d of every state.</summary>
    public int Width => (Encoder ?? Decoder!).Width;

    /// <summary>Whether some task is of a kind.</summary>
    public bool Has(TaskKind kind) => Spec.Tasks.Any(task => task.Kind == kind);

    /// <summary>The plan of a spec, or all that is wrong with it.</summary>
    public static Planned Of(ExperimentSpec spec)
    {
        var findings = PlanChecks.Of(spec).ToEquatableArray();
        return findings.Count > 0 ? new Planned.Refused(findings) : new Planned.Ready(Build(spec));
    }

    private static ExperimentPlan Build(ExperimentSpec spec)
    {
        var encoderPlan = spec.Encoder is { } encoder ? StackPlan.Of(encoder) : null;
        var decoderPlan = spec.Decoder is { } decoder ? StackPlan.Of(decoder, encoderPlan) : null;
        var sharing = new SharingPlan(spec.Tasks.Select(task => task.Name).ToEquatableArray(), spec.Shares);
        return new(spec, encoderPlan, decoderPlan, sharing, WeightPlan.All(spec, encoderPlan, decoderPlan, sharing).ToEquatableArray());
    }
}

/// <summary>What planning gives: a plan, or everything that is wrong.</summary>
public abstract record Planned
{
    private Planned()
    {
    }

    /// <summary>Answers for either case.</summary>
    public T Match<T>(Func<ExperimentPlan, T> ready, Func<EquatableArray<Finding>, T> refused) =>
        this is Ready plan ? ready(plan.Plan) : refused(((Refused)this).Findings);

    /// <summary>The declaration holds together.</summary>
    public sealed record Ready(ExperimentPlan Plan) : Planned;

    /// <summary>It does not, for these reasons.</summary>
    public sealed record Refused(EquatableArray<Finding> Findings) : Planned;
}
