using Heed.Planning;
using Spectre.Console;

namespace Heed.Host;

/// <summary>A plan on the terminal, and as the report shows it.</summary>
public static class PlanView
{
    /// <summary>Tokens on each side of the example whose cost is told.</summary>
    private const int Example = 32;

    /// <summary>Layers, shapes, parameters, operations, memory, time.</summary>
    public static void Write(IAnsiConsole console, ExperimentPlan plan, double flopsPerSecond, string computes)
    {
        var outline = Outline(plan);
        Terminal.Say(console, $"{plan.Spec.Name}: {Told(plan)}");
        foreach (var line in Description.Of(plan))
            Terminal.Say(console, line);
        var table = new Table().Border(TableBorder.Simple).AddColumn("Part").AddColumn("Shape").AddColumn("Held by")
            .AddColumn(new TableColumn("Parameters").RightAligned()).AddColumn(new TableColumn("FLOP").RightAligned());
        foreach (var part in outline.Parts)
        {
            table.AddRow(
                Markup.Escape(part.Name), Markup.Escape(part.Shape), Markup.Escape(part.Sharing), Planning.Text.Number(part.Parameters),
                part.Flops > 0 ? Planning.Text.Prefixed(part.Flops) : "");
        }

        Terminal.Write(console, table);
        var allocated = AllocationCost.Of(plan);
        AllocationTable.Write(console, allocated);
        var step = CostPlan.StepFlops(plan, Example, Example);
        if (plan.Spec.HasText && plan.Spec.Tokenizer is { Kind: not TokenizerKind.BytePairs } tokens)
            Terminal.Say(console, $"Tokens      {tokens.Description}; told for {Planning.Text.Number(tokens.Vocabulary)}, until it is known how many there are");
        Terminal.Say(console, $"Parameters  {Planning.Text.Number(plan.Parameters)}");
        Terminal.Say(console, $"Compute     {Planning.Text.Prefixed(outline.Flops)}FLOP for {outline.FlopsOf}, {Planning.Text.Prefixed(step)}FLOP for a training step");
        Terminal.Say(console, $"Memory      about {Planning.Text.Prefixed(CostPlan.TrainingBytes(plan, Example, Example))}B for training");
        Terminal.Say(
            console,
            $"Time        at least {Figures.Span(TimeSpan.FromSeconds(plan.Spec.Steps * step / flopsPerSecond))} for {Planning.Text.Number(plan.Spec.Steps)} steps " +
            $"at the {Planning.Text.Prefixed(flopsPerSecond)}FLOP/s that matrix products alone reach here, in {computes}");
        Terminal.Say(console, $"Machine     {MachineOutline.Now}");
        if (allocated.Count > 0 && plan.Spec.HasText)
            Terminal.Say(console, $"Lengths     these totals are for texts of {Example} tokens; what allocation saves of the longest stands above, layer by layer");
    }

    /// <summary>The plan, part by part; operations are those of one example forward.</summary>
    public static PlanOutline Outline(ExperimentPlan plan)
    {
        var cost = CostPlan.Of(plan, Example, Example);
        var parts = plan.Weights.Select(weight => new PlanPart(
            weight.Name, string.Join(" × ", weight.Shape), Holder(weight), weight.Count, 0));
        var rows = cost.Rows.Select(row => new PlanPart(row.Name, "", "one task's pass", row.Parameters, row.Flops));
        var allocated = string.Concat(AllocationOutline.Of(plan.Spec).Concat(AllocationCost.Lines(plan)).Select(line => $"\n{line}"));
        return new(Told(plan) + allocated, [.. rows, .. parts], plan.Parameters, cost.Flops, $"{cost.Example}, forward{Planning.Text.Aside(AllocationCost.Assumed(plan.Spec))}");
    }

    /// <summary>Whose a weight is, for a person.</summary>
    internal static string Holder(WeightPlan weight) =>
        weight.Holder == SharingPlan.Everyone ? "all tasks" : weight.Holder.Replace("+", ", ", StringComparison.Ordinal);

    private static string Told(ExperimentPlan plan) =>
        $"{Sizes(plan)}\n{TrainingOutline.Of(plan.Spec)}{(plan.Decoder is null ? "" : $"\nAnswers: {DecodingOutline.Of(plan.Spec)}")}";

    /// <summary>The model in half a sentence.</summary>
    public static string Sizes(ExperimentPlan plan) =>
        $"{Planning.Text.Count(plan.Spec.Tasks.Count, "task")}, {(plan.Encoder is { } encoder ? $"{Planning.Text.Count(encoder.Layers, "encoder layer")}, " : "")}" +
        $"{(plan.Decoder is { } decoder ? $"{Planning.Text.Count(decoder.Layers, "decoder layer")}, " : "")}width {Planning.Text.Number(plan.Width)}";
}
