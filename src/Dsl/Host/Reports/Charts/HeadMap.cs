using System.Globalization;
using System.Text;

namespace Heed.Host;

/// <summary>One head's attention weights as a grid with its tokens on the axes.</summary>
internal static class HeadMap
{
    /// <summary>Tokens on an axis from which on a map scrolls in its own box, where its labels stay in sight.</summary>
    private const int Long = 40;

    /// <summary>Pixels of a character of the labels' type.</summary>
    private const int Character = 7;

    /// <summary>The grid. Cells of one shade are one path, so a page with a hundred maps stays small.</summary>
    public static Html Of(AttentionMap map, int head) => Html.Of($"""
        <figure class="head"><figcaption>{map.HeadName(head)}</figcaption>
        {(Math.Max(map.Keys.Count, map.Queries.Count) > Long ? Scrolling(map, head) : Still(map, head))}
        </figure>

        """);

    /// <summary>The key that a query looks at most, and how much; none if it looks nowhere.</summary>
    public static (string Key, float Weight) Strongest(AttentionMap map, int head, int query) => map.Keys
        .Select((key, index) => (Key: TokenLabel.Visible(key), Weight: map.Heads[head][(query * map.Keys.Count) + index]))
        .Where(cell => cell.Weight > 0)
        .DefaultIfEmpty((Key: "–", Weight: 0f))
        .MaxBy(cell => cell.Weight);

    private static Html Still(AttentionMap map, int head)
    {
        var cell = Math.Max(map.Keys.Count, map.Queries.Count) <= 24 ? 18 : 15;
        var left = 12 + (TokenLabel.Room(map.Queries) * Character);
        var top = 14 + (TokenLabel.Room(map.Keys) * Character * 7 / 8);
        var (width, height) = (left + (map.Keys.Count * cell) + (top / 2), top + (map.Queries.Count * cell) + 2);
        return Html.Of($"""
            <div class="scroll">{Drawing(map, head, cell, left, top, width, height, Html.Of($"""
            {map.Keys.Select((key, index) => ColumnLabel(key, left + (index * cell) + (cell / 2) + 3, top - 5))}
            {map.Queries.Select((query, index) => RowLabel(query, left - 6, top + (index * cell) + (cell / 2) + 4))}
            """))}</div>
            """);
    }

    // Labels are text beside the drawing, so that they can stick to the edges of the box.
    private static Html Scrolling(AttentionMap map, int head)
    {
        const int cell = 15;
        return Html.Of($"""
            <div class="scroll long"><div class="frame" style="--cell:{cell}px">
            <div class="keys">{map.Keys.Select(LongLabel)}</div>
            <div class="queries">{map.Queries.Select(LongLabel)}</div>
            {Drawing(map, head, cell, 0, 0, map.Keys.Count * cell, map.Queries.Count * cell, default)}
            </div></div>
            """);
    }

    private static Html Drawing(AttentionMap map, int head, int cell, int left, int top, int width, int height, Html labels) => Html.Of($"""
        <svg class="map" width="{width}" height="{height}" role="img" aria-label="{map.HeadName(head)}. {InWords(map, head)}"
         data-w="{Packed(map.Heads[head])}" data-left="{left}" data-top="{top}" data-cell="{cell}">
        {labels}
        <g transform="translate({left} {top}) scale({cell})">
        <path class="ground" d="M0 0H{map.Keys.Count}V{map.Queries.Count}H0Z"/>
        {Shades.Runs(map.Heads[head], map.Keys.Count, map.Full(head)).GroupBy(run => run.Shade).OrderBy(shade => shade.Key).Select(Shade)}</g>
        </svg>
        """);

    private static Html Shade(IGrouping<int, (int X, int Y, int Length, int Shade)> runs)
    {
        var path = new StringBuilder();
        foreach (var run in runs)
            path.Append(CultureInfo.InvariantCulture, $"M{run.X} {run.Y}h{run.Length}v1h-{run.Length}z");
        return Html.Of($"""<path d="{path.ToString()}" fill-opacity="{(double)runs.Key / Shades.Darkest:0.##}"/>""");
    }

    // A long one would take a page to read out.
    private static string InWords(AttentionMap map, int head) => string.Join("; ", map.Queries.Take(Long).Select((query, index) =>
        $"{TokenLabel.Visible(query)} looks most at {Strongest(map, head, index).Key}"));

    /// <summary>A byte for each weight, for the script to read.</summary>
    private static string Packed(float[] weights) =>
        Convert.ToBase64String([.. weights.Select(weight => (byte)Math.Round(255 * Shades.Sane(weight)))]);

    private static Html ColumnLabel(string token, int x, int y) =>
        Html.Of($"""<text class="k" transform="translate({x} {y}) rotate(-60)">{Label(token)}</text>""");

    private static Html RowLabel(string token, int x, int y) => Html.Of($"""<text class="q" x="{x}" y="{y}">{Label(token)}</text>""");

    private static Html LongLabel(string token) => Html.Of($"""<span>{TokenLabel.Short(token)}</span>""");

    private static Html Label(string token) => TokenLabel.Short(token) is var text && text == TokenLabel.Visible(token)
        ? Html.Of($"{text}")
        : Html.Of($"<title>{TokenLabel.Visible(token)}</title>{text}");
}
