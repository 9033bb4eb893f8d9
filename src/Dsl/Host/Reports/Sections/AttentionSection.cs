namespace Heed.Host;

/// <summary>Where each head looked, example by example and layer by layer.</summary>
internal static class AttentionSection
{
    /// <summary>The section, if there are maps.</summary>
    public static Section? Of(IReadOnlyList<AttentionExample> examples) => examples.Count == 0 ? null : new("attention", "Attention", Html.Of($"""
        <p class="note">A row is the token that attends, a column what it attends to; the stronger the colour, the greater the weight.
        Colour grows with the square root of the weight, so that small ones are seen. Point at a cell to read it.</p>
        {Html.Each(examples.Index(), item => Example(item.Item, item.Index == 0))}
        """));

    private static Html Example(AttentionExample example, bool open) => Html.Of($"""
        <div class="card"><h3>{example.Task}</h3>
        <dl class="sample"><dt>Source</dt><dd dir="auto">{example.Source}</dd><dt>Model</dt><dd dir="auto" class="output">{example.Output}</dd></dl>
        {Html.Each(example.Maps.OrderBy(map => Rank(map.Kind)).ThenBy(map => map.Layer).Index(), item => Map(item.Item, open && item.Index == 0))}
        </div>

        """);

    private static Html Map(AttentionMap map, bool open) => Html.Of($"""
        <details{new Html(open ? """ open="open" """ : "")}><summary>{Title(map.Kind)}, layer {map.Layer}</summary>
        <div class="heads" data-q="{Tabbed(map.Queries)}" data-k="{Tabbed(map.Keys)}">
        {Html.Each(Enumerable.Range(0, map.Heads.Count), head => HeadMap.Of(map, head))}
        </div>
        <details><summary>As a table: what each token looks at most</summary><div class="scroll"><table>
        <tr><th scope="col">Token</th>{Html.Each(Enumerable.Range(1, map.Heads.Count), head => Html.Of($"""<th scope="col">Head {head}</th>"""))}</tr>
        {Html.Each(map.Queries.Index(), query => Html.Of($"""
            <tr><th scope="row">{HeadMap.Visible(query.Item)}</th>{Html.Each(Enumerable.Range(0, map.Heads.Count), head => Cell(map, head, query.Index))}</tr>

            """))}
        </table></div></details>
        </details>

        """);

    private static Html Cell(AttentionMap map, int head, int query)
    {
        var (key, weight) = HeadMap.Strongest(map, head, query);
        return Html.Of($"""<td>{key} <span class="note num">{weight:0.00}</span></td>""");
    }

    private static string Tabbed(IEnumerable<string> tokens) => string.Join('\t', tokens.Select(HeadMap.Visible));

    private static string Title(AttentionKind kind) => kind switch
    {
        AttentionKind.Encoder => "Encoder self-attention",
        AttentionKind.Decoder => "Decoder self-attention",
        _ => "Encoder-decoder attention",
    };

    /// <summary>The attention that says most about a translation comes first.</summary>
    private static int Rank(AttentionKind kind) => kind == AttentionKind.Cross ? 0 : 1 + (int)kind;
}
