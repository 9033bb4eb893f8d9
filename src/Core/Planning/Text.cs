using System.Globalization;

namespace Heed.Planning;

/// <summary>How plans and findings write things, the same in every culture.</summary>
public static class Text
{
    /// <summary>A number as a person writes it: thousands parted by commas, small ones whole.</summary>
    public static string Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15
            ? value.ToString("N0", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A count with a unit prefix: 11.2 M, 96.4 G.</summary>
    public static string Prefixed(double value)
    {
        string[] prefixes = ["", " k", " M", " G", " T", " P"];
        var step = 0;
        for (; Math.Abs(value) >= 999.95 && step < prefixes.Length - 1; step++)
            value /= 1_000;
        return value.ToString(step == 0 ? "0.###" : "0.0", CultureInfo.InvariantCulture) + prefixes[step];
    }

    /// <summary>Names in a row: a, b and c.</summary>
    public static string List(IEnumerable<string> names, string last = "and")
    {
        var all = names.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Length - 1))} {last} {all[all.Length - 1]}";
    }

    /// <summary>What is added to a sentence, behind a comma; nothing where there are no words.</summary>
    public static string Aside(string words) => words.Length > 0 ? $", {words}" : "";

    /// <summary>The words of a text: what white space parts.</summary>
    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A name of code as names of weights are written: cross_query.</summary>
    public static string Snake(string name) => string.Concat(name.Select((letter, place) =>
        char.IsUpper(letter) ? (place == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>One thing or several.</summary>
    public static string Count(long count, string one, string? many = null) => $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";
}
