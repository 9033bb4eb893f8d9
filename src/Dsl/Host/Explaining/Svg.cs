namespace Heed.Host;

/// <summary>Drawings as SVG 1.1: a vector format that browsers, Inkscape and LaTeX's tools read.</summary>
internal static class Svg
{
    /// <summary>The file.</summary>
    public static string Of(Drawing drawing) => Html.Of($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="{drawing.Width:0.#}" height="{drawing.Height:0.#}" viewBox="0 0 {drawing.Width:0.#} {drawing.Height:0.#}">
        <title>{drawing.Title}</title>
        <rect width="100%" height="100%" fill="#fff"/>
        <g fill="{Drawing.Ink}">
        {drawing.Cells.Select(Cell)}</g>
        <g fill="#1c1d1f" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace">
        {drawing.Words.Select(Word)}</g>
        </svg>

        """).Text;

    private static Html Cell(Cell cell) => Html.Of(
        $"""<rect x="{cell.X:0.#}" y="{cell.Y:0.#}" width="{cell.Width:0.#}" height="{cell.Height:0.#}" fill-opacity="{cell.Opacity:0.##}"/>{"\n"}""");

    private static Html Word(Word word) => Html.Of(
        $"""<text transform="translate({word.X:0.#} {word.Y:0.#}) rotate({word.Turn:0.#})" font-size="{word.Size:0.#}"{(word.Ends ? Ending : default)}>{word.Text}</text>{"\n"}""");

    private static readonly Html Ending = new(""" text-anchor="end" """);
}
