using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>How many positions layers learned to retain.</summary>
internal static class BudgetSection
{
    /// <summary>The section, if budgets were learned.</summary>
    public static Section? Of(IReadOnlyList<LayerBudget> layers) => layers.Count == 0 ? null : new("budgets", "Budgets", Html.Of($"""
        <p class="note">Positions that go on after the attention of a layer, at the most and of those that the layers before have left: what it learned to
        retain, rounded up. A text that is no longer goes on whole.</p>
        <div class="card">
        {HtmlTable.Of(
            [Heading("Held by"), FigureHeading("Layer"), FigureHeading("Retains"), FigureHeading("Budget"), FigureHeading("Of")],
            layers.Select(layer => Row(
                Name(layer.Holder), Figure($"{layer.Layer}"), Figure(FormattableString.Invariant($"{layer.Mass:#,0.0}")),
                Figure(FormattableString.Invariant($"{layer.Budget:#,0}")), Figure(FormattableString.Invariant($"{layer.Longest:#,0}")))))}
        </div>
        """));
}
