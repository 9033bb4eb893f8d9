using System.Text;
using System.Text.Json;
using Heed.Data;
using Heed.Planning;
using Microsoft.ML.Tokenizers;

namespace Heed.Host;

/// <summary>Vocabularies that were made elsewhere, read by Microsoft.ML.Tokenizers.</summary>
internal static class ReadyVocabularies
{
    /// <summary>Bytes of a file at the most: the largest vocabularies in use have some 20 million.</summary>
    private const int Longest = 64 << 20;

    /// <summary>The vocabulary of an experiment, or null where it is learned.</summary>
    /// <exception cref="UserError">A file is missing, or is no such vocabulary.</exception>
    public static ReadyVocabulary? Load(TokenizerSpec spec, string folder, IEnumerable<string> tasks)
    {
        if (spec.Files.Count == 0)
            return null;
        var files = spec.Files.Select(file => Read(Path.Combine(folder, file), file, spec.Kind)).ToEquatableArray();
        return new(tasks.ToEquatableArray(), spec.Kind, spec.Cased, Coder(spec.Kind, spec.Cased, files, Planning.Text.List(spec.Files)).Pieces, files);
    }

    /// <summary>What applies the content of a vocabulary's files, and how many ids it has.</summary>
    /// <exception cref="UserError">It is no such vocabulary.</exception>
    public static (TextCoder Coder, int Pieces) Coder(TokenizerKind kind, bool cased, EquatableArray<string> files, string name = "vocabulary")
    {
        try
        {
            return kind switch
            {
                TokenizerKind.WordPiece => WordPiece(files[0], cased),
                TokenizerKind.Gpt2 => Gpt2(files[0], files[1]),
                TokenizerKind.SentencePiece => SentencePiece(Convert.FromBase64String(files[0])),
                _ => throw new NotSupportedException(kind.ToString()),
            };
        }
        catch (Exception damage) when (damage is not NotSupportedException)
        {
            // Readers throw whatever a damaged file leads them to.
            throw new UserError($"{name}: expected a {kind} vocabulary: {damage.Message.TrimEnd('.').ReplaceLineEndings(" ")}.");
        }
    }

    private static (TextCoder Coder, int Pieces) WordPiece(string words, bool cased)
    {
        var tokenizer = BertTokenizer.Create(new MemoryStream(Encoding.UTF8.GetBytes(words)), new BertOptions
        {
            // Its own way to strip accents needs ICU, and without it does nothing.
            LowerCaseBeforeTokenization = false,
            RemoveNonSpacingMarks = false,
            SplitOnSpecialTokens = false,
        });
        var pieces = words.Split('\n');
        return (
            new(text => tokenizer.EncodeToIds(cased ? text : Accents.Strip(text), addSpecialTokens: false), ids => tokenizer.Decode(ids) ?? ""),
            pieces[^1].Length == 0 ? pieces.Length - 1 : pieces.Length);
    }

    private static (TextCoder Coder, int Pieces) Gpt2(string vocabulary, string merges)
    {
        var pieces = JsonSerializer.Deserialize<Dictionary<string, int>>(vocabulary) ?? [];
        if (ByteAlphabet.All.Select(letter => letter.ToString()).FirstOrDefault(letter => !pieces.ContainsKey(letter)) is { } missing)
            throw new FormatException($"the byte that is spelled {missing} has no token");
        if (pieces.Values.Min() < 0 || pieces.Values.Distinct().Count() < pieces.Count)
            throw new FormatException("two tokens have one id, or one is negative");
        var lines = merges.Split('\n').Select(line => line.TrimEnd('\r'))
            .Where((line, place) => line.Length > 0 && !(place == 0 && line.StartsWith("#version", StringComparison.Ordinal))).ToArray();
        if (lines.FirstOrDefault(line => line.Split(' ') is not [var left, var right] || !pieces.ContainsKey(left) || !pieces.ContainsKey(right)
                || !pieces.ContainsKey(left + right)) is { } wrong)
            throw new FormatException($"the merge '{wrong}' is not of two tokens that make a third");
        return (TextCoder.BytePairs(pieces, lines), pieces.Values.Max() + 1);
    }

    private static (TextCoder Coder, int Pieces) SentencePiece(byte[] model)
    {
        var tokenizer = SentencePieceTokenizer.Create(new MemoryStream(model), addBeginningOfSentence: false, addEndOfSentence: false);
        return (
            new(text => tokenizer.EncodeToIds(text), ids => tokenizer.Decode(ids) ?? ""),
            tokenizer.Vocabulary.Values.Max() + 1);
    }

    private static string Read(string path, string name, TokenizerKind kind)
    {
        if (!File.Exists(path))
            throw new UserError($"{name}: expected a {kind} vocabulary; there is no such file.");
        var bytes = WholeFile.Guard(path, () => new FileInfo(path).Length <= Longest ? File.ReadAllBytes(path) : null)
            ?? throw new UserError($"{name}: expected a {kind} vocabulary of at most {Figures.Whole(Longest)} bytes; it is larger.");
        if (kind == TokenizerKind.SentencePiece)
            return Convert.ToBase64String(bytes);
        var (text, flaw) = StrictText.Of(bytes, new(path, name, Longest), 1);
        return flaw is null ? text : throw flaw;
    }
}
