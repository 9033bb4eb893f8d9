using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>The model's parts: shapes, sharing, parameters, cost.</summary>
internal static class PlanSection
{
    /// <summary>The section, if the plan has parts.</summary>
    public static Section? Of(PlanOutline plan) => plan.Parts.Count == 0 ? null : new("plan", "Plan", Html.Of($"""
        {plan.Description.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Html.Of($"<p>{line}</p>"))}
        <div class="card">
        {HtmlTable.Of(
            [Heading("Part"), Heading("Shape"), Heading("Whose"), FigureHeading("Parameters"), FigureHeading("FLOPs")],
            [.. plan.Parts.Select(Part), Total(plan)])}
        <p class="note">FLOPs are those of {plan.FlopsOf}.</p></div>
        """));

    private static Html Part(PlanPart part) => Row(
        Typed(part.Name), Words(part.Shape), Words(part.Sharing),
        Figure(Figures.Whole(part.Parameters)), Figure(Figures.Rounded(part.Flops)));

    private static Html Total(PlanOutline plan) => Html.Of($"""
        <tr class="total"><th scope="row" colspan="3">In all</th>
        {Figure(Figures.Whole(plan.Parameters))}{Figure(Figures.Rounded(plan.Flops))}</tr>
        """);
}
