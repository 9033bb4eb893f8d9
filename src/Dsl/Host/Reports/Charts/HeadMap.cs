using System.Globalization;
using System.Text;

namespace Heed.Host;

/// <summary>One head's attention weights as a grid with its tokens on the axes.</summary>
internal static class HeadMap
{
    private const int Levels = 12;
    private const int LongestLabel = 16;

    /// <summary>The grid. Cells of one shade are one path, so a page with a hundred maps stays small.</summary>
    public static Html Of(AttentionMap map, int head)
    {
        var weights = map.Heads[head];
        var cell = Math.Max(map.Keys.Count, map.Queries.Count) <= 24 ? 18 : 15;
        var left = 12 + Width(map.Queries);
        var top = 14 + (Width(map.Keys) * 7 / 8);
        var (width, height) = (map.Keys.Count * cell, map.Queries.Count * cell);
        return Html.Of($"""
            <figure class="head"><figcaption>Head {head + 1}</figcaption>
            <div class="scroll"><svg class="map" width="{left + width + (top / 2)}" height="{top + height + 2}"
             role="img" aria-label="Head {head + 1}. {InWords(map, head)}"
             data-w="{Packed(weights)}" data-left="{left}" data-top="{top}" data-cell="{cell}">
            {map.Keys.Select((key, index) => ColumnLabel(key, left + (index * cell) + (cell / 2) + 3, top - 5))}
            {map.Queries.Select((query, index) => RowLabel(query, left - 6, top + (index * cell) + (cell / 2) + 4))}
            <g transform="translate({left} {top}) scale({cell})">
            <path class="ground" d="M0 0H{map.Keys.Count}V{map.Queries.Count}H0Z"/>
            {Enumerable.Range(1, Levels).Select(level => Shade(weights, map.Keys.Count, level))}</g>
            </svg></div></figure>

            """);
    }

    /// <summary>A token as a person can see it.</summary>
    public static string Visible(string token) => token.Length == 0 ? "∅" : token.Replace('\n', '⏎').Replace('\t', '⇥').Replace(' ', '␣');

    /// <summary>The key that a query looks at most, and how much; none if it looks nowhere.</summary>
    public static (string Key, float Weight) Strongest(AttentionMap map, int head, int query) => map.Keys
        .Select((key, index) => (Key: Visible(key), Weight: map.Heads[head][(query * map.Keys.Count) + index]))
        .Where(cell => cell.Weight > 0)
        .DefaultIfEmpty((Key: "–", Weight: 0f))
        .MaxBy(cell => cell.Weight);

    private static string InWords(AttentionMap map, int head) => string.Join("; ", map.Queries.Select((query, index) =>
        $"{Visible(query)} looks most at {Strongest(map, head, index).Key}"));

    /// <summary>All cells of one shade, neighbours in a row joined. Shades grow with the square root, for small ones to be seen.</summary>
    private static Html Shade(float[] weights, int keys, int level)
    {
        var path = new StringBuilder();
        for (var start = 0; start < weights.Length;)
        {
            var end = start;
            while (end < weights.Length && end / keys == start / keys && LevelOf(weights[end]) == level)
                end++;
            if (end > start)
                path.Append(CultureInfo.InvariantCulture, $"M{start % keys} {start / keys}h{end - start}v1h-{end - start}z");
            start = Math.Max(end, start + 1);
        }
        return path.Length == 0 ? default : Html.Of($"""<path d="{path.ToString()}" fill-opacity="{(double)level / Levels:0.##}"/>""");
    }

    private static int LevelOf(float weight) => (int)Math.Round(Levels * Math.Sqrt(Sane(weight)));

    /// <summary>A byte for each weight, for the script to read.</summary>
    private static string Packed(float[] weights) =>
        Convert.ToBase64String([.. weights.Select(weight => (byte)Math.Round(255 * Sane(weight)))]);

    private static float Sane(float weight) => float.IsFinite(weight) ? Math.Clamp(weight, 0, 1) : 0;

    private static Html ColumnLabel(string token, int x, int y) =>
        Html.Of($"""<text class="k" transform="translate({x} {y}) rotate(-60)">{Label(token)}</text>""");

    private static Html RowLabel(string token, int x, int y) => Html.Of($"""<text class="q" x="{x}" y="{y}">{Label(token)}</text>""");

    private static Html Label(string token)
    {
        var text = Visible(token);
        return Columns(text) <= LongestLabel
            ? Html.Of($"{text}")
            : Html.Of($"<title>{text}</title>{string.Concat(text.EnumerateRunes().Take(LongestLabel / 2 - 1))}…");
    }

    /// <summary>Room for the longest label, in pixels, of an 11-pixel monospace type.</summary>
    private static int Width(IEnumerable<string> tokens) =>
        tokens.Select(token => Math.Min(LongestLabel, Columns(Visible(token)))).DefaultIfEmpty(0).Max() * 7;

    /// <summary>East Asian characters and emoji are two columns wide.</summary>
    private static int Columns(string text) => text.EnumerateRunes().Sum(rune => rune.Value >= 0x1100 ? 2 : 1);
}
