using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>How far heads learned to see.</summary>
internal static class SpanSection
{
    /// <summary>The section, if heads have spans.</summary>
    public static Section? Of(IReadOnlyList<LayerSpans> layers) => layers.Count == 0 ? null : new("spans", "Spans", Html.Of($"""
        <p class="note">Positions that each head learned to see fully, in the encoder on either side, in the decoder back; beyond them its sight fades over
        the declared ramp, and what is farther than the widest head of a layer sees is not read.</p>
        <div class="card">
        {HtmlTable.Of(
            [Heading("Held by"), Heading("Stack"), FigureHeading("Layer"), .. Enumerable.Range(1, layers.Max(layer => layer.Positions.Count)).Select(head => FigureHeading($"Head {head}"))],
            layers.Select(layer => Row([Name(layer.Holder), Name(layer.Stack), Figure($"{layer.Layer}"), .. layer.Positions.Select(span => Figure(FormattableString.Invariant($"{span:#,0.0}")))])))}
        </div>
        """));
}
