using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>How many positions each layer of an encoder works on.</summary>
internal static class WorkSection
{
    /// <summary>The section, if anything is allocated.</summary>
    public static Section? Of(IReadOnlyList<LayerMean> layers, IReadOnlyList<AgreementMean> agreements, IReadOnlyList<MovesMean> moves) => layers.Count == 0 ? null : new("allocation", "Allocation", Html.Of($"""
        <p class="note">States that the attention of each layer of the encoder works on, of as many positions as went in, and where the last one's
        attention leaves out any, what goes on after it: the mean over some test examples. The verb explain shows of which positions they are.</p>
        <div class="card">
        {HtmlTable.Of(
            [Heading("Task"), FigureHeading("Layer"), FigureHeading("Works on"), FigureHeading("Of"), FigureHeading("Examples")],
            layers.Select(layer => Row(
                Name(layer.Task), Figure(LayerWork.Name(layer.Layer)), Figure(Mean(layer.Worked)), Figure(Mean(layer.Positions)), Figure($"{layer.Examples}"))))}
        </div>
        {AgreementCard.Of(agreements)}
        {MovesCard.Of(moves)}
        """));

    private static string Mean(double count) => FormattableString.Invariant($"{count:#,0.0}");
}
