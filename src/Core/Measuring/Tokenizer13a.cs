using System.Text.RegularExpressions;

namespace Heed.Measuring;

/// <summary>
/// The tokenization that BLEU scores are compared under: NIST's mteval-v13a, as sacreBLEU applies it (Post 2018, "A Call for
/// Clarity in Reporting BLEU Scores"). Western punctuation stands alone; periods and commas inside numbers stay.
/// </summary>
public static partial class Tokenizer13a
{
    /// <summary>The tokens of one line.</summary>
    public static IReadOnlyList<string> Tokens(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        line = $" {Unescaped(line.TrimEnd(PythonSpaces))} ";
        line = Punctuation().Replace(line, " $0 ");
        line = PointAfterNoDigit().Replace(line, "$1 $2 ");
        line = PointBeforeNoDigit().Replace(line, " $1 $2");
        line = DashAfterDigit().Replace(line, "$1 - ");
        return line.Split(PythonSpaces, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Lines joined, skipped parts dropped, and the four entities of SGML read, in mteval's order.</summary>
    private static string Unescaped(string line) => line
        .Replace("<skipped>", "", StringComparison.Ordinal)
        .Replace("-\n", "", StringComparison.Ordinal)
        .Replace('\n', ' ')
        .Replace("&quot;", "\"", StringComparison.Ordinal)
        .Replace("&amp;", "&", StringComparison.Ordinal)
        .Replace("&lt;", "<", StringComparison.Ordinal)
        .Replace("&gt;", ">", StringComparison.Ordinal);

    /// <summary>ASCII punctuation other than apostrophe, comma, dash and period.</summary>
    [GeneratedRegex(@"[!-&(-+/:-@\[-`{-~]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"([^0-9])([.,])")]
    private static partial Regex PointAfterNoDigit();

    [GeneratedRegex(@"([.,])([^0-9])")]
    private static partial Regex PointBeforeNoDigit();

    [GeneratedRegex(@"([0-9])-")]
    private static partial Regex DashAfterDigit();

    /// <summary>
    /// What Python's <c>str.split()</c> splits at, so that scores are the same to the last digit: .NET's white space and the four
    /// ASCII separators.
    /// </summary>
    internal static readonly char[] PythonSpaces =
        [.. Enumerable.Range(0, 0x3001).Select(code => (char)code).Where(c => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f')];
}
