using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Heed.Host;

/// <summary>A piece of HTML. Whatever is put into one by interpolation is escaped, unless it is itself one.</summary>
/// <param name="Text">The markup.</param>
public readonly record struct Html(string Text)
{
    /// <summary>Markup with values in it: <c>Html.Of($"&lt;td&gt;{value}&lt;/td&gt;")</c>.</summary>
    public static Html Of(HtmlHandler markup) => new(markup.Text);

    /// <summary>
    /// Text as it must stand between tags or quotes. What no document may hold (control characters, halves of surrogate pairs)
    /// becomes U+FFFD.
    /// </summary>
    public static string Escape(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes()
        .Aggregate(new StringBuilder(), (escaped, rune) => rune.Value switch
        {
            '&' => escaped.Append("&amp;"),
            '<' => escaped.Append("&lt;"),
            '>' => escaped.Append("&gt;"),
            '"' => escaped.Append("&quot;"),
            '\'' => escaped.Append("&#39;"),
            '\n' or '\t' => escaped.Append((char)rune.Value),
            0xfffe or 0xffff => escaped.Append('\ufffd'),
            _ when Rune.IsControl(rune) => escaped.Append('\ufffd'),
            _ => escaped.Append(rune),
        }).ToString();
}

/// <summary>Escapes what is interpolated, and writes numbers the same in every country.</summary>
[InterpolatedStringHandler]
public readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder text = new(literalLength + (formattedCount * 16));

    internal string Text => text.ToString();

    /// <summary>Markup, as it stands in the source.</summary>
    public void AppendLiteral(string markup) => text.Append(markup);

    /// <summary>Markup made before.</summary>
    public void AppendFormatted(Html markup) => text.Append(markup.Text);

    /// <summary>Pieces, one after the other.</summary>
    public void AppendFormatted(IEnumerable<Html> pieces)
    {
        foreach (var piece in pieces)
            text.Append(piece.Text);
    }

    /// <summary>Text from anywhere.</summary>
    public void AppendFormatted(string? value) => text.Append(Html.Escape(value));

    /// <summary>A number.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
}
