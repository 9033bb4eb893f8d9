namespace Heed.Planning;

/// <summary>What one layer costs where attention is allocated, beside what it would cost densely; forward, for the longest sequence of a task.</summary>
/// <param name="Stack">Whose layer it is: <c>encoder</c> or <c>decoder</c>.</param>
/// <param name="Task">The task.</param>
/// <param name="Positions">Positions that it reads, or writes.</param>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="At">Positions that the layer works on.</param>
/// <param name="Flops">Operations.</param>
/// <param name="Cells">Attention weights computed, over all heads.</param>
/// <param name="Bytes">What a backward pass reads again, in float32.</param>
/// <param name="Dense">The same three of a dense layer.</param>
public sealed record AllocationCost(
    string Stack, string Task, int Positions, int Layer, LayerLengths At, double Flops, double Cells, double Bytes, (double Flops, double Cells, double Bytes) Dense)
{
    private const string OfSpans = "at the spans that it starts with";

    /// <summary>Every layer for a task of each length that there is; nothing where nothing is allocated, or where only a run can tell.</summary>
    public static IReadOnlyList<AllocationCost> Of(ExperimentPlan plan) => [.. OfEncoder(plan), .. OfDecoder(plan)];

    /// <summary>A line for each length: what is left of a dense stack's cost.</summary>
    public static IEnumerable<string> Lines(ExperimentPlan plan) => OfStacks(plan).Concat(EvictionCost.Lines(plan));

    private static IEnumerable<string> OfStacks(ExperimentPlan plan) =>
        from one in Of(plan)
        group one by (one.Stack, one.Task) into layers
        let flops = layers.Sum(one => one.Flops)
        let cells = layers.Sum(one => one.Cells)
        let bytes = layers.Sum(one => one.Bytes)
        select $"the {layers.Key.Stack} of {layers.Key.Task} takes {Text.Prefixed(flops)}FLOP of {Text.Prefixed(layers.Sum(one => one.Dense.Flops))} ({Percent(flops, layers.Sum(one => one.Dense.Flops))}) " +
            $"and {Text.Prefixed(cells).Trim()} of {Text.Prefixed(layers.Sum(one => one.Dense.Cells)).Trim()} attention cells ({Percent(cells, layers.Sum(one => one.Dense.Cells))}), " +
            $"and keeps {Text.Prefixed(bytes)}B of {Text.Prefixed(layers.Sum(one => one.Dense.Bytes))}B ({Percent(bytes, layers.Sum(one => one.Dense.Bytes))}) for its backward pass, " +
            $"at {Text.Number(layers.First().Positions)} positions{((layers.Key.Stack == "encoder" ? plan.Spec.EncoderSpan : plan.Spec.DecoderSpan) is null ? "" : $", {OfSpans}")}";

    /// <summary>What a plan takes for granted when it tells operations, because only a run can tell; empty where it takes nothing for granted.</summary>
    public static string Assumed(ExperimentSpec spec)
    {
        var leavesWhatARunTells = spec.LearnedReductions.Any() || spec.Allocators.Any(one => one.Left is null);
        string?[] assumed = [leavesWhatARunTells ? "as if nothing were left out" : null, spec.AdaptiveSpan is null ? null : OfSpans];
        return Text.List(assumed.OfType<string>());
    }

    /// <summary>A part of a whole, in words.</summary>
    public static string Percent(double part, double whole) => $"{Text.Number(Math.Round(100 * part / whole))} %";

    private static IEnumerable<AllocationCost> OfEncoder(ExperimentPlan plan) =>
        plan.Encoder is not { } encoder || !plan.Spec.Allocates || plan.Spec.LearnedReductions.Any() || plan.Spec.Reductions.Any(one => one.Left is null) ? []
        : from task in plan.Spec.Tasks
          where task.Kind.Reads()
          group task by (Positions: task.Positions ?? encoder.MaximumLength, Across: task.Image is { Patch: > 0 } image ? image.Width / image.Patch : 0) into same
          from cost in Beside("encoder", encoder, plan, same, same.Key.Positions, made => (
              CostPlan.Of(made, same.First(), same.Key.Positions, 1), LayerLengths.Of(made.Spec, encoder, same.First(), same.Key.Positions)))
          select cost;

    private static IEnumerable<AllocationCost> OfDecoder(ExperimentPlan plan) =>
        plan.Decoder is not { } decoder || !Told(plan.Spec) ? []
        : from task in plan.Spec.Tasks
          where task.Kind.Writes()
          group task by task.Kind into same
          let source = plan.Encoder?.MaximumLength ?? 0
          from cost in Beside("decoder", decoder, plan, same, decoder.MaximumLength, made => (
              CostPlan.Of(made, same.First(), source, decoder.MaximumLength), CostPlan.Written(made, same.First(), source, decoder.MaximumLength)))
          select cost;

    // Whether anything of a decoder is allocated, and all of it is known.
    private static bool Told(ExperimentSpec spec)
    {
        AllocatorSpec?[] named = [spec.AllocatePast, spec.AllocateMemory];
        AllocatorSpec[] allocators = [.. named.OfType<AllocatorSpec>()];
        return (spec.DecoderSpan is not null || allocators.Length > 0) && allocators.All(one => one.Left is not null);
    }

    private static IEnumerable<AllocationCost> Beside(
        string name, StackPlan stack, ExperimentPlan plan, IEnumerable<TaskSpec> tasks, int positions, Func<ExperimentPlan, (CostPlan Cost, IReadOnlyList<LayerLengths> Lengths)> told)
    {
        return Layers(plan).Zip(Layers(plan with { Spec = plan.Spec.Dense }), (own, dense) => (own, dense)).Select((pair, layer) => new AllocationCost(
            name, Text.List(tasks.Select(task => task.Name)), positions, layer, pair.own.At, pair.own.Row.Flops, pair.own.Row.AttentionCells, pair.own.Bytes,
            (pair.dense.Row.Flops, pair.dense.Row.AttentionCells, pair.dense.Bytes)));

        IEnumerable<(LayerLengths At, CostRow Row, double Bytes)> Layers(ExperimentPlan made)
        {
            // What a decoder attends to is reduced once, before its first layer.
            var (cost, lengths) = told(made);
            var reducing = name == "decoder" ? cost.Rows.Where(row => row.Name == "memory").Sum(row => row.Flops) : 0;
            return lengths.Zip(cost.Rows.Where(row => row.Name.StartsWith(name, StringComparison.Ordinal)), (at, row) => (at, row))
                .Select((one, layer) => (one.at, layer == 0 ? one.row with { Flops = one.row.Flops + reducing } : one.row, 4 * CostPlan.Kept(made, stack, one.at)));
        }
    }
}
