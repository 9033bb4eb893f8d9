using System.Text.Encodings.Web;
using System.Text.Json;

namespace Heed.Data;

/// <summary>The text form of a vocabulary: JSON that a person can read, and a program in any language.</summary>
public static class VocabularyText
{
    private const string Format = "heed-vocabulary-1";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        IndentSize = 0,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a vocabulary. Merges are two tokens with a space between, as GPT-2's list has them.</summary>
    public static string Write(Vocabulary vocabulary) => JsonSerializer.Serialize(
        new Document(Format, [.. vocabulary.Starts], [.. vocabulary.Merges.Select(merge => $"{merge.Left} {merge.Right}")]), Options);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else; the message says what was expected.</exception>
    public static Vocabulary Read(string text)
    {
        var document = Parse(text);
        var known = ByteAlphabet.All.Select(letter => letter.ToString()).ToHashSet();
        var merges = document.Merges.Select((line, place) => line?.Split(' ') is [var left, var right]
            && known.Contains(left) && known.Contains(right) && known.Add(left + right)
                ? new Merge(left, right)
                : throw new FormatException($"merge {place + 1} is '{line}': expected two tokens known before it, with a space between"));
        return new(document.Starts.ToEquatableArray(), merges.ToEquatableArray());
    }

    private static Document Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(text, Options) is { Format: Format, Starts: not null, Merges: not null } document
                ? document
                : throw new FormatException($"expected a vocabulary of format '{Format}' with starts and merges");
        }
        catch (JsonException problem)
        {
            throw new FormatException($"expected JSON: {problem.Message}");
        }
    }

    private sealed record Document(string Format, string[] Starts, string[] Merges);
}
