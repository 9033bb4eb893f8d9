namespace Heed.Planning;

/// <summary>What one layer of the encoder costs where attention is allocated, beside what it would cost densely; forward, for the longest sequence of a task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Positions">Positions that it reads.</param>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="At">Positions that the layer works on.</param>
/// <param name="Flops">Operations.</param>
/// <param name="Cells">Attention weights computed, over all heads.</param>
/// <param name="Bytes">What a backward pass reads again, in float32.</param>
/// <param name="Dense">The same three of a dense layer.</param>
public sealed record AllocationCost(
    string Task, int Positions, int Layer, LayerLengths At, double Flops, double Cells, double Bytes, (double Flops, double Cells, double Bytes) Dense)
{
    /// <summary>Every layer for a task of each length that there is; nothing where nothing is allocated, or where only a run can tell.</summary>
    public static IReadOnlyList<AllocationCost> Of(ExperimentPlan plan)
    {
        if (plan.Encoder is not { } encoder || !plan.Spec.Allocates || plan.Spec.TokenPruning is not null || plan.Spec.Reductions.Any(one => one.Left is null))
            return [];
        var dense = plan with { Spec = plan.Spec.Dense };
        return
        [
            .. from task in plan.Spec.Tasks
               where task.Kind.Reads()
               group task by (Positions: task.Positions ?? encoder.MaximumLength, Across: task.Image is { Patch: > 0 } image ? image.Width / image.Patch : 0) into same
               let layers = Layers(plan, same.First(), same.Key.Positions)
               from pair in layers.Zip(Layers(dense, same.First(), same.Key.Positions), (own, other) => (own, other)).Select((pair, layer) => (pair.own, pair.other, layer))
               select new AllocationCost(
                   Text.List(same.Select(task => task.Name)), same.Key.Positions, pair.layer, pair.own.At, pair.own.Row.Flops, pair.own.Row.AttentionCells, pair.own.Bytes,
                   (pair.other.Row.Flops, pair.other.Row.AttentionCells, pair.other.Bytes)),
        ];
    }

    /// <summary>A line for each length: what is left of a dense encoder's cost.</summary>
    public static IEnumerable<string> Lines(ExperimentPlan plan) =>
        from one in Of(plan)
        group one by one.Task into layers
        let flops = layers.Sum(one => one.Flops)
        let cells = layers.Sum(one => one.Cells)
        select $"the encoder of {layers.Key} takes {Text.Prefixed(flops)}FLOP of {Text.Prefixed(layers.Sum(one => one.Dense.Flops))} ({Percent(flops, layers.Sum(one => one.Dense.Flops))}) " +
            $"and {Text.Prefixed(cells).Trim()} of {Text.Prefixed(layers.Sum(one => one.Dense.Cells)).Trim()} attention cells ({Percent(cells, layers.Sum(one => one.Dense.Cells))}) " +
            $"for {Text.Number(layers.First().Positions)} positions{(plan.Spec.AdaptiveSpan is null ? "" : ", at the spans that it starts with")}";

    /// <summary>A part of a whole, in words.</summary>
    public static string Percent(double part, double whole) => $"{Text.Number(Math.Round(100 * part / whole))} %";

    private static IReadOnlyList<(LayerLengths At, CostRow Row, double Bytes)> Layers(ExperimentPlan plan, TaskSpec task, int positions)
    {
        var rows = CostPlan.Of(plan, task, positions, 1).Rows.Where(row => row.Name.StartsWith("encoder", StringComparison.Ordinal));
        return [.. LayerLengths.Of(plan.Spec, plan.Encoder!, task, positions).Zip(rows, (at, row) => (at, row, 4 * CostPlan.Kept(plan, at)))];
    }
}
