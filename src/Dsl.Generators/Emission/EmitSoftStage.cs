using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>
/// Reductions that learn how many positions go on, as code: passes are told of the soft stage of training, and otherwise leave positions out. Of a
/// declaration without them nothing is written.
/// </summary>
internal static class EmitSoftStage
{
    /// <summary>The last parameter of a pass through the encoder.</summary>
    public static string Parameter(ExperimentSpec spec) => In(spec, spec.TokenPruning is null ? ", bool soft = false" : ", SoftPruning? soft = null");

    /// <summary>The last argument of such a pass.</summary>
    public static string Argument(ExperimentSpec spec) => In(spec, ", soft");

    /// <summary>What is written only where there is a soft stage.</summary>
    public static string In(ExperimentSpec spec, string code) => spec.LearnedReductions.Any() ? code : "";

    /// <summary>An argument of an attention: whether gradients flow through what each position received.</summary>
    public static string Tracked(ExperimentSpec spec) => spec.TokenPruning is null ? "" : ", tracked: soft is not null";

    /// <summary>Whether what each position received is asked for in a layer.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="stream">The stream that attends.</param>
    public static IEnumerable<string> Asks(ExperimentSpec spec, string stream) => spec switch
    {
        { TokenPruning: not null } => ["own.Threshold is not null"],
        { TokenRetention: not null } => [$"RetainedTokens.Asks({stream}.Left, own.Retention, tokenRetention.Rate, soft)"],
        _ => [],
    };

    /// <summary>What comes before a batch's backward pass, and the loss that it begins with.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="loss">The call that computes the loss, but for its end.</param>
    public static (string Before, string Loss) Loss(ExperimentSpec spec, string loss) => spec.TokenPruning is null ? ("", $"{loss}{Argument(spec)})") : (
        $"""

                var soft = SoftPruning.At(step, spec); // how thresholds are learned; null once they are frozen
                var loss = {loss}, soft);
        """,
        "soft?.Penalized(loss) ?? loss");

    /// <summary>What a batch's backward pass is told, as its last parameter.</summary>
    public static string Told(ExperimentSpec spec) => In(spec, spec.TokenPruning is null ? ", bool soft" : ", long step");

    /// <summary>The argument of that.</summary>
    public static string Tells(ExperimentSpec spec) => In(spec, spec.TokenPruning is null ? ", soft" : ", step");

    /// <summary>The line of a step that asks whether it is soft, where passes are told no more than that.</summary>
    public static string Asked(ExperimentSpec spec) => spec.TokenRetention is null ? "" :
        "var soft = spec.TokenRetention!.IsSoft(step, spec.Steps); // whether budgets are learned; they are frozen from then on\n    ";

    /// <summary>The line of a step by which what budgets cost adds its gradient.</summary>
    public static string Penalty(ExperimentSpec spec) => spec.TokenRetention is null ? "" :
        "var retained = soft ? Accumulation.Backward(model.Retentions.Mass(), spec.TokenRetention.Penalty, share: 1) : zeros([], float64, device); // what budgets cost\n    ";

    /// <summary>The line of a step after the weights have changed.</summary>
    public static string Held(ExperimentSpec spec) => spec.TokenRetention is null ? "" : "\n    model.Retentions.Clamp();";

    /// <summary>The budgets' part of the objective.</summary>
    public static string Counted(ExperimentSpec spec) => spec.TokenRetention is null ? "" : ", (retained, spec.TokenRetention.Penalty)";

    /// <summary>The lines after the attention of a layer.</summary>
    public static IEnumerable<string> After(ExperimentSpec spec) => spec switch
    {
        { TokenPruning: not null } =>
        [
            "var masks = soft?.Mask(stream.Left, received, own.Threshold); // [b r 1], what outputs are multiplied by while thresholds are learned",
            "stream = stream.Then(PrunedTokens.Hard(stream.Left with { States = x }, received, soft is null ? own.Threshold : null, encoder.MaximumLength));",
            EmitReductions.GoesOn,
        ],
        { TokenRetention: not null } =>
        [
            "stream = stream.Then(RetainedTokens.Of(stream.Left with { States = x }, received, own.Retention, tokenRetention.Rate, soft));",
            EmitReductions.GoesOn,
        ],
        _ => [],
    };

    /// <summary>The line at the end of a layer.</summary>
    public static IEnumerable<string> Passed(ExperimentSpec spec) => spec.TokenPruning is null ? [] : ["x = masks is null ? x : x * masks;"];
}
