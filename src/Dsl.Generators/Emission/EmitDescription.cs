using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A plan in plain language, for the head of the emitted model.</summary>
internal static class EmitDescription
{
    /// <summary>Tokens on each side of the example whose cost is told.</summary>
    private const int Example = 32;

    public static IEnumerable<string> Lines(ExperimentPlan plan)
    {
        var spec = plan.Spec;
        yield return "Emitted by Heed. Change the declaration, not this file.";
        yield return "";
        yield return $"{spec.Name}: {Text.Count(spec.Tasks.Count, "task")} under one objective, {(spec.Tasks.Count == 1 ? "its weighted loss" : "the weighted sum of their losses")}.";
        foreach (var task in spec.Tasks)
            yield return $"  {task.Name}: {task.Input.Parameter} → {task.Target.Parameter}, from {task.File}";
        yield return "";
        if (spec.Tokenizer.Kind != TokenizerKind.BytePairs)
            yield return $"Tokens    {spec.Tokenizer.Description}; sizes are told for {Text.Number(spec.Tokenizer.Vocabulary)}, until it is known how many there are";
        foreach (var line in Description.Of(plan))
            yield return line;
        yield return $"Training  {TrainingOutline.Of(spec)}";
        if (spec.Decoder is not null)
            yield return $"Answers   {DecodingOutline.Of(spec)}";
        yield return "";
        foreach (var line in Sharing(plan))
            yield return line;
        yield return "";
        yield return $"Parameters  {Text.Number(plan.Parameters)}{Text.Aside(Unknown(spec))}";
        foreach (var holder in plan.Weights.GroupBy(weight => weight.Holder).OrderBy(holder => plan.Sharing.Tasks.Contains(holder.Key)))
            yield return $"  {holder.Key}: {Text.Number(holder.Sum(weight => weight.Count))}";
        var cost = CostPlan.Of(plan, Example, Example);
        yield return $"Cost        {Text.Prefixed(cost.Flops)}FLOP forward for {cost.Example}{Text.Aside(AllocationCost.Assumed(spec))}; " +
            $"{Text.Prefixed(CostPlan.StepFlops(plan, Example, Example))}FLOP for a training step";
        yield return "";
        yield return $"Axes: b batch, s source, t target, {(plan.Has(TaskKind.Tagging) ? "n words, c classes, " : "")}d width, h heads, g key-value heads, " +
            $"e head width, v vocabulary{(EmitAllocation.LeavesFewer(spec) ? ", r positions left" : "")}{(spec.TemporalPooling?.By == StepPooling.Queries ? ", a positions attended to" : "")}{(spec.SpatialPooling is null ? "" : ", m windows")}{(spec.AllocateMemory is null ? "" : spec.SpatialPooling is null ? ", m states that the decoder attends to" : ", or states that the decoder attends to")}{(spec.AllocatePast is null ? "" : ", p positions left of blocks that lie behind")}. Sizes above are as declared.";
    }

    // Whose weights are not counted, for only a run can tell.
    private static string Unknown(ExperimentSpec spec) =>
        spec.Allocators.Where(one => one is { Learns: true, Weights: null }).Select(one => one.Strategy).Distinct().ToArray() is { Length: > 0 } own ? $"beside what {Text.List(own)} {(own.Length == 1 ? "holds" : "hold")}" : "";

    private static IEnumerable<string> Sharing(ExperimentPlan plan)
    {
        if (plan.Spec.Tasks.Count == 1)
        {
            yield return "Held by the one task: everything.";
            yield break;
        }

        foreach (var share in plan.Spec.Shares)
        {
            var layers = share.FromLayer == 0 && share.ToLayer < 0 ? "in every layer"
                : share.ToLayer < 0 ? $"from layer {share.FromLayer} on"
                : $"in layers {share.FromLayer} to {share.ToLayer}";
            var stack = share.In == Trunk.Both ? "" : $" of the {share.In.ToString().ToLowerInvariant()}";
            var tasks = Text.List(share.Tasks.Count == 0 ? plan.Sharing.Tasks : share.Tasks);
            yield return $"Held in common by {tasks}, {layers}{stack}: {Words(share.Projections)}.";
        }

        var shared = plan.Spec.Shares.Aggregate(Projection.None, (all, share) => all | share.Projections);
        if ((Projection.All & ~shared) is var own and not Projection.None)
            yield return $"Once per task: {Words(own)}.";
    }

    private static string Words(Projection projections) => Text.List(
        new[] { Projection.Query, Projection.Key, Projection.Value, Projection.Output, Projection.FeedForward, Projection.Embedding, Projection.Norm }
            .Where(one => (projections & one) != 0)
            .Select(one => one == Projection.FeedForward ? "feed-forward" : one.ToString().ToLowerInvariant()));
}
