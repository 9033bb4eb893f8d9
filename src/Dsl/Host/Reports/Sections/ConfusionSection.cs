using static Heed.Host.HtmlTable;

namespace Heed.Host;

/// <summary>Which classes were taken for which.</summary>
internal static class ConfusionSection
{
    /// <summary>The section, if some task tells classes.</summary>
    public static Section? Of(IReadOnlyList<Confusion> confusions) => confusions.Count == 0 ? null : new("confusion", "Confusion", Html.Of($"""
        <p class="note">Test examples of each class (rows), by the class that the model told (columns). The darker, the larger the share of
        its row. Words that were cut off count against the recall of their tag.</p>
        {confusions.Select(Card)}
        """));

    private static Html Card(Confusion confusion) => Html.Of($"""
        <div class="card"><h3>{confusion.Task}</h3>
        <div class="scroll"><table class="confusion">
        <thead>{Row([Heading(""), .. confusion.Classes.Select(Column), FigureHeading("Recall")])}</thead>
        <tbody>
        {confusion.Classes.Select((name, row) => Line(confusion, name, row))}</tbody>
        </table></div></div>

        """);

    private static Html Column(string name) => Html.Of($"""<th scope="col"><span>{name}</span></th>""");

    private static Html Line(Confusion confusion, string name, int row)
    {
        int[] counts = [.. Enumerable.Range(0, confusion.Classes.Count).Select(column => confusion.Matrix[row, column])];
        var all = Math.Max(1, counts.Sum() + confusion.Cut.ElementAtOrDefault(row));
        return Row([
            Name(name),
            .. counts.Select((count, column) => Html.Of(
                $"""<td class="num{(column == row ? " own" : "")}" style="--share:{Math.Round(100.0 * count / all):0}%">{(count == 0 ? "" : Figures.Whole(count))}</td>""")),
            Figure(FormattableString.Invariant($"{100.0 * counts[row] / all:0} %")),
        ]);
    }
}
