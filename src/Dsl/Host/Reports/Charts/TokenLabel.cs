namespace Heed.Host;

/// <summary>A token as the label of a row or a column.</summary>
internal static class TokenLabel
{
    private const int Longest = 16;

    /// <summary>A token as a person can see it.</summary>
    public static string Visible(string token) => token.Length == 0 ? "∅" : token.Replace('\n', '⏎').Replace('\t', '⇥').Replace(' ', '␣');

    /// <summary>The same, cut where it is long.</summary>
    public static string Short(string token) => Visible(token) is var text && Columns(text) <= Longest
        ? text
        : string.Concat(text.EnumerateRunes().Take((Longest / 2) - 1)) + "…";

    /// <summary>Room for the longest label, in characters of a monospace type.</summary>
    public static int Room(IEnumerable<string> tokens) => tokens.Select(token => Columns(Short(token))).DefaultIfEmpty(0).Max();

    /// <summary>East Asian characters and emoji are two columns wide.</summary>
    private static int Columns(string text) => text.EnumerateRunes().Sum(rune => rune.Value >= 0x1100 ? 2 : 1);
}
