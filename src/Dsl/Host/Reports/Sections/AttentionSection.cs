using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>Where each head looked, example by example and layer by layer.</summary>
internal static class AttentionSection
{
    private static readonly Html Opened = new(""" open="open" """);

    /// <summary>How to read a map.</summary>
    public static readonly Html Note = new("""
        <p class="note">A row is the token that attends, a column what it attends to; the stronger the colour, the greater the weight.
        Colour grows with the square root of the weight, so that small ones are seen. Point at a cell to read it.</p>
        """);

    /// <summary>The section, if there are maps.</summary>
    public static Section? Of(IReadOnlyList<AttentionExample> examples) => examples.Count == 0 ? null : new("attention", "Attention",
        Html.Of($"""
        {Note}
        {examples.Select((example, index) => Example(example, index == 0))}
        """));

    /// <summary>One example's maps, the attention that says most about a translation first; the page opens on the first of all.</summary>
    private static Html Example(AttentionExample example, bool first) => Html.Of($"""
        <div class="card"><h3>{example.Task}</h3>
        <dl class="sample">
        <dt>Source</dt><dd dir="auto">{example.Source}</dd>
        <dt>Model</dt><dd dir="auto" class="output">{example.Output}</dd>
        </dl>
        {Maps(example.Maps, first)}
        </div>

        """);

    /// <summary>Maps, one after the other.</summary>
    /// <param name="maps">The maps, in any order.</param>
    /// <param name="open">Whether the first of them is open.</param>
    public static IEnumerable<Html> Maps(IEnumerable<AttentionMap> maps, bool open) => maps
        .OrderByDescending(map => map.Kind is AttentionKind.Cross or AttentionKind.SourceRollout or AttentionKind.ClassRollout)
        .ThenBy(map => map.Kind).ThenBy(map => map.Layer)
        .Select((map, index) => Map(map, open && index == 0));

    private static Html Map(AttentionMap map, bool open) => Html.Of($"""
        <details{(open ? Opened : default)}><summary>{map.Title}</summary>
        <div class="heads" data-q="{Tabbed(map.Queries)}" data-k="{Tabbed(map.Keys)}">
        {map.Heads.Select((_, head) => HeadMap.Of(map, head))}
        </div>
        <details><summary>As a table: what each token looks at most</summary>
        {HtmlTable.Of([Heading("Token"), .. map.Heads.Select((_, head) => Heading(map.HeadName(head)))], map.Queries.Select((query, index) =>
            Row([Name(TokenLabel.Visible(query)), .. map.Heads.Select((_, head) => Strongest(map, head, index))])))}
        </details>
        </details>

        """);

    private static Html Strongest(AttentionMap map, int head, int query)
    {
        var (key, weight) = HeadMap.Strongest(map, head, query);
        return Html.Of($"""<td class="nowrap">{key} <span class="note num">{weight:0.00}</span></td>""");
    }

    private static string Tabbed(IEnumerable<string> tokens) => string.Join('\t', tokens.Select(TokenLabel.Visible));
}
