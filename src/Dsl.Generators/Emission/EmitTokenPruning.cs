using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>
/// Learned pruning, as code: passes are given the soft stage of a training step, or nothing, and then prune. Of a declaration without it nothing
/// is written.
/// </summary>
internal static class EmitTokenPruning
{
    /// <summary>The last parameter of a pass through the encoder.</summary>
    public static string Parameter(ExperimentSpec spec) => In(spec, ", SoftPruning? soft = null");

    /// <summary>The last argument of such a pass.</summary>
    public static string Argument(ExperimentSpec spec) => In(spec, ", soft");

    /// <summary>What is written only where positions are pruned.</summary>
    public static string In(ExperimentSpec spec, string code) => spec.TokenPruning is null ? "" : code;

    /// <summary>What comes before a batch's backward pass, and the loss that it begins with.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="loss">The call that computes the loss, but for its end.</param>
    public static (string Before, string Loss) Loss(ExperimentSpec spec, string loss) => spec.TokenPruning is null ? ("", $"{loss})") : (
        $"""

                var soft = SoftPruning.At(step, spec); // how thresholds are learned; null once they are frozen
                var loss = {loss}, soft);
        """,
        "soft?.Penalized(loss) ?? loss");

    /// <summary>The lines after the attention of a layer.</summary>
    public static IReadOnlyList<string> After { get; } =
    [
        "var masks = soft?.Mask(stream.Left, received, own.Threshold); // [b r 1], what outputs are multiplied by while thresholds are learned",
        "stream = stream.Then(PrunedTokens.Hard(stream.Left with { States = x }, received, soft is null ? own.Threshold : null, encoder.MaximumLength));",
        "x = stream.Left.States; // [b r d], what goes on",
    ];

    /// <summary>The line at the end of a layer.</summary>
    public static IReadOnlyList<string> Passed { get; } = ["x = masks is null ? x : x * masks;"];
}
