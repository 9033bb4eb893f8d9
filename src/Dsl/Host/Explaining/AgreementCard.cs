using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>How far what layers worked on agrees with gradients: of one example, and on average.</summary>
internal static class AgreementCard
{
    private static readonly Html[] Parts = [FigureHeading("Gradients agree"), FigureHeading("By chance")];

    /// <summary>Of one example.</summary>
    public static Html Of(IReadOnlyList<Agreement> layers) => Card(
        [Heading("Layer"), FigureHeading("Kept"), FigureHeading("Of"), .. Parts],
        layers.Select(one => Row(Name(LayerWork.Name(one.Layer)), Figure($"{one.Kept}"), Figure($"{one.There}"), Part(one.Share), Part(one.Chance))));

    /// <summary>On average.</summary>
    public static Html Of(IReadOnlyList<AgreementMean> layers) => Card(
        [Heading("Task"), FigureHeading("Layer"), .. Parts, FigureHeading("Examples")],
        layers.Select(one => Row(Name(one.Task), Figure(LayerWork.Name(one.Layer)), Part(one.Share), Part(one.Chance), Figure($"{one.Examples}"))));

    private static Html Card(IReadOnlyList<Html> headings, IEnumerable<Html> rows) => rows.ToArray() is not { Length: > 0 } layers ? default : Html.Of($"""
        <div class="card"><h3>What was kept, and what gradients call important</h3>
        {HtmlTable.Of(headings, layers)}
        <p class="note">Of the positions that a layer kept (that it worked on; where others are fused into one, on their own), the part that is also among as many of those whose states the answer's loss depends on most:
        the length of its gradient there, by the same weights with nothing left out. A choice by chance would share as much as it keeps.</p>
        </div>
        """);

    private static Html Part(double part) => Figure(FormattableString.Invariant($"{100 * part:0} %"));
}
