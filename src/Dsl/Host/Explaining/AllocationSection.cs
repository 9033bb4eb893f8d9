using System.Text;
using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>What each layer of an encoder worked on, of one example.</summary>
internal static class AllocationSection
{
    /// <summary>Positions whose return moved the output most, that are shown.</summary>
    private const int Shown = 8;

    private static readonly Html Note = new("""
        <p class="note">What the attention of each layer works on. A position is worked on alone, as one with others (joined, merged or fused: the
        same colour and number), or is skipped and keeps the state that it had. Where states are mixtures, as latents are, each is made of many
        positions, which have none of their own. What is left out after a layer's attention skips the rest of that layer as well; where the last
        layer's leaves out any, what goes on is told after the last.</p>
        """);

    /// <summary>The section, where anything is allocated.</summary>
    public static Section? Of(Explained explained) => explained.Audit is not { } audit ? null : new("allocation", "Allocation", Html.Of($"""
        {Note}
        <div class="card">{(explained.Seen is null ? Texts(explained.Tokens, audit.Layers) : Picture(explained.Allocated()!))}
        <details><summary>As a table: what is joined and what is skipped</summary>
        {HtmlTable.Of(
            [Heading("Layer"), FigureHeading("Worked on"), FigureHeading("Of"), Heading("Joined"), Heading("Skipped")],
            audit.Layers.Select(layer => Row(
                Name(LayerWork.Name(layer.Layer)), Figure($"{layer.Worked}"), Figure($"{layer.Positions}"),
                Listed(layer.Groups.Select(group => string.Join(" + ", group.Select(position => TokenLabel.Visible(explained.Tokens[position]))))),
                Listed(Enumerable.Range(0, layer.Positions).Where(position => layer[position] == PositionWork.Skipped)
                    .Select(position => TokenLabel.Visible(explained.Tokens[position]))))))}
        </details></div>
        {(audit.Moves is { } moves && (moves.Whole is not null || moves.Back.Count > 0) ? Moved(explained.Tokens, moves) : default)}
        {AgreementCard.Of([.. audit.Agreements])}
        """));

    private static Html Listed(IEnumerable<string> tokens) => Html.Of($"<td>{string.Join(", ", tokens)}</td>");

    private static Html Texts(IReadOnlyList<string> tokens, IReadOnlyList<LayerWork> layers) => Html.Of($"""
        {layers.Select(layer => Html.Of($"""
            <h3>{AllocationDrawing.Named(layer)}</h3>
            <p class="tokens work" dir="auto">{Spans(tokens, layer)}</p>

            """))}
        """);

    private static IEnumerable<Html> Spans(IReadOnlyList<string> tokens, LayerWork layer)
    {
        var groups = layer.GroupOf();
        foreach (var (position, token) in tokens.Index())
        {
            // The last of neighbours that became one says their number.
            var ends = groups[position] > 0 && (position + 1 == tokens.Count || groups[position + 1] != groups[position]);
            yield return layer[position] switch
            {
                PositionWork.Alone => Html.Of($"""<span class="alone" title="alone">{token}</span>"""),
                PositionWork.Mixed => Html.Of($"""<span class="mixed" title="in several states">{token}</span>"""),
                PositionWork.Skipped => Html.Of($"""<span class="skipped" title="skipped">{token}</span>"""),
                _ => Html.Of(
                    $"""<span class="joined s{(groups[position] - 1) % 6}" title="{With(tokens, layer.Groups[groups[position] - 1], position)}">{token}{(ends ? Html.Of($"<sub>{groups[position]}</sub>") : default)}</span>"""),
            };
        }
    }

    private static string With(IReadOnlyList<string> tokens, IReadOnlyList<int> group, int position) =>
        $"with {string.Join(", ", group.Where(other => other != position).Take(12).Select(other => TokenLabel.Visible(tokens[other])))}{(group.Count > 13 ? ", …" : "")}";

    private static Html Picture(Drawing drawing) => Html.Of(
        $"""<img alt="{drawing.Title}" style="max-width:100%" src="data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Svg.Of(drawing)))}"/>""");

    private static Html Moved(IReadOnlyList<string> tokens, Moves moves) => Html.Of($"""
        <div class="card"><h3>What it would be otherwise</h3>
        {(moves.Whole is var (answer, then) ? Html.Of($"""
            <p>With every position kept, by the same weights, the answer would be <b dir="auto">{answer}</b>; the {moves.Of} above would be
            {Figures.Real(then)} instead of {Figures.Real(moves.Now)}.</p>
            """) : default)}
        {(moves.Back.Count == 0 ? default : HtmlTable.Of(
            [Heading("Put back"), FigureHeading("Position"), FigureHeading(Capital(moves.Of)), FigureHeading("Moved")],
            moves.Back.Take(Shown).Select(one => Row(
                Name(TokenLabel.Visible(tokens[one.Position])), Figure($"{one.Position + 1}"), Figure(Figures.Real(one.Then)), Figure(Signed(one.Then - moves.Now))))))}
        {(moves.Back.Count == 0 ? default : Html.Of($"""
            <p class="note">One position that was joined or skipped is worked on alone in every layer, beside those that are anyway (and
            apart from it what was merged with it); of {moves.Back.Count} that were tried, those that move the {moves.Of} above ({Figures.Real(moves.Now)}) farthest.</p>
            """))}
        </div>
        """);

    private static string Signed(double moved) => (moved > 0 ? "+" : "") + Figures.Real(moved);

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
