namespace Heed.Host;

/// <summary>The model's parts: shapes, sharing, parameters, cost.</summary>
internal static class PlanSection
{
    /// <summary>The section, if the plan has parts.</summary>
    public static Section? Of(PlanOutline plan) => plan.Parts.Count == 0 ? null : new("plan", "Plan", Html.Of($"""
        {Html.Each(plan.Description.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Html.Of($"<p>{line}</p>"))}
        <div class="card"><div class="scroll"><table>
        <tr><th scope="col">Part</th><th scope="col">Shape</th><th scope="col">Whose</th><th scope="col" class="num">Parameters</th><th scope="col" class="num">FLOPs</th></tr>
        {Html.Each(plan.Parts, part => Html.Of($"""
            <tr><th scope="row" class="mono">{part.Name}</th><td class="nowrap">{part.Shape}</td><td class="nowrap">{part.Sharing}</td><td class="num">{Figures.Whole(part.Parameters)}</td><td class="num">{Figures.Rounded(part.Flops)}</td></tr>

            """))}
        <tr class="total"><th scope="row" colspan="3">In all</th><td class="num">{Figures.Whole(plan.Parameters)}</td><td class="num">{Figures.Rounded(plan.Flops)}</td></tr>
        </table></div>
        <p class="note">FLOPs are those of {plan.FlopsOf}.</p></div>
        """));
}
