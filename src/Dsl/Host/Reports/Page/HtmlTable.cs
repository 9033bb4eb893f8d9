namespace Heed.Host;

/// <summary>Tables: figures to the right, and wide ones scroll inside their own box.</summary>
internal static class HtmlTable
{
    /// <summary>A table of headings and rows.</summary>
    public static Html Of(IEnumerable<Html> headings, IEnumerable<Html> rows) => Html.Of($"""
        <div class="scroll"><table>
        {Head([.. headings])}
        <tbody>
        {rows}</tbody>
        </table></div>
        """);

    // A table of facts has a name in each row and needs no headings.
    private static Html Head(IReadOnlyList<Html> headings) => headings.Count == 0 ? default : Html.Of($"<thead><tr>{headings}</tr></thead>");

    /// <summary>A row of cells.</summary>
    public static Html Row(params IEnumerable<Html> cells) => Html.Of($"<tr>{cells}</tr>\n");

    /// <summary>The heading of a column of words.</summary>
    public static Html Heading(string title) => Html.Of($"""<th scope="col">{title}</th>""");

    /// <summary>The heading of a column of figures.</summary>
    public static Html FigureHeading(string title) => Html.Of($"""<th scope="col" class="num">{title}</th>""");

    /// <summary>The cell that names its row.</summary>
    public static Html Name(string name) => Html.Of($"""<th scope="row">{name}</th>""");

    /// <summary>Words.</summary>
    public static Html Words(string text) => Html.Of($"""<td class="nowrap">{text}</td>""");

    /// <summary>Something as it is typed.</summary>
    public static Html Typed(string text) => Html.Of($"""<td class="mono">{text}</td>""");

    /// <summary>A figure.</summary>
    public static Html Figure(string figure) => Html.Of($"""<td class="num">{figure}</td>""");
}
