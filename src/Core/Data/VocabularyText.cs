using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Planning;

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
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter<TokenizerKind>(allowIntegerValues: false) },
    };

    /// <summary>Writes a vocabulary. Merges are two tokens with a space between, as GPT-2's list has them.</summary>
    public static string Write(Vocabulary vocabulary)
    {
        var document = new Document(Format, [.. vocabulary.Starts]);
        return JsonSerializer.Serialize(
            vocabulary switch
            {
                BytePairVocabulary pairs => document with { Merges = [.. pairs.Merges.Select(merge => $"{merge.Left} {merge.Right}")] },
                CharacterVocabulary letters => document with { Characters = [.. letters.Characters] },
                ReadyVocabulary ready => document with { Ready = new(ready.Kind, ready.Cased, ready.Pieces, [.. ready.Files]) },
                _ => throw new NotSupportedException(vocabulary.GetType().Name),
            },
            Options);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else; the message says what was expected.</exception>
    public static Vocabulary Read(string text)
    {
        var document = Parse(text);
        var starts = document.Starts.ToEquatableArray();
        return document switch
        {
            { Merges: { } merges, Characters: null, Ready: null } => new BytePairVocabulary(starts, Known(merges).ToEquatableArray()),
            { Merges: null, Characters: { } characters, Ready: null } => new CharacterVocabulary(starts, characters.ToEquatableArray()),
            { Merges: null, Characters: null, Ready: { Files: { } files } ready } =>
                new ReadyVocabulary(starts, ready.Kind, ready.Cased, ready.Pieces, files.ToEquatableArray()),
            _ => throw new FormatException($"expected a vocabulary of format '{Format}' with starts, and merges, characters or a ready vocabulary"),
        };
    }

    private static IEnumerable<Merge> Known(string[] merges)
    {
        var known = ByteAlphabet.All.Select(letter => letter.ToString()).ToHashSet();
        return [.. merges.Select((line, place) => line?.Split(' ') is [var left, var right]
            && known.Contains(left) && known.Contains(right) && known.Add(left + right)
                ? new Merge(left, right)
                : throw new FormatException($"merge {place + 1} is '{line}': expected two tokens known before it, with a space between"))];
    }

    private static Document Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Document>(text, Options) is { Format: Format, Starts: not null } document
                ? document
                : throw new FormatException($"expected a vocabulary of format '{Format}' with starts");
        }
        catch (JsonException problem)
        {
            throw new FormatException($"expected JSON: {problem.Message}");
        }
    }

    private sealed record Document(
        string Format, string[] Starts, string[]? Merges = null, string[]? Characters = null, ReadyDocument? Ready = null);

    private sealed record ReadyDocument(TokenizerKind Kind, bool Cased, int Pieces, string[] Files);
}
