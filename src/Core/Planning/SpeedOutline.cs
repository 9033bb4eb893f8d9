namespace Heed.Planning;

/// <summary>What emitted code does to be fast, and why, in words.</summary>
public static class SpeedOutline
{
    /// <summary>A line for attention, and one for the loss and the update, where these have a fast form.</summary>
    public static IEnumerable<string> Of(ExperimentPlan plan) =>
    [
        plan.Spec.Transformer.Precision == Precision.BFloat16
            ? "attention by products of all heads at once, for libtorch's own takes half as long again in bfloat16"
            : $"attention by products of all heads at once; in float32 by libtorch's own from {Text.Number(CostPlan.Unscored)} keys on, which keeps no scores, and on Intel's processors, where it is faster",
        .. Step(plan.Spec) is { Count: > 0 } step ? new[] { string.Join("; ", step) } : [],
    ];

    private static IReadOnlyList<string> Step(ExperimentSpec spec) =>
    [
        .. spec.Tasks.Any(task => task.Kind.IsOfTokens()) ? new[] { "the loss of some positions at a time, for the logits of all would be the largest tensor" } : [],
        .. spec.Optimizer is AdamWSpec ? new[] { "clipping and update in one pass over the weights" } : [],
    ];
}
