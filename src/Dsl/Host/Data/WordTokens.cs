using Heed.Data;
using Heed.Planning;

namespace Heed.Host;

/// <summary>A text word by word, the words being what white space parts. The tokens of all pieces, put together, are those of the text.</summary>
/// <param name="Tokens">The text's token ids.</param>
/// <param name="Firsts">Where the first token of each word stands among them: the first that says something of the word itself.</param>
public sealed record WordTokens(int[] Tokens, int[] Firsts)
{
    /// <summary>Where a word stands that has no token, because the vocabulary drops all of its characters: beyond every end.</summary>
    public const int None = int.MaxValue;

    /// <summary>The tokens and words of a text.</summary>
    public static WordTokens Of(string text, Tokenization tokenization)
    {
        var (tokens, firsts, end) = (new List<int>(), new List<int>(), 0);
        foreach (var word in Words(text))
        {
            var (before, piece) = Pieces(tokenization.Vocabulary, text[end..word.Start], text[word]);
            tokens.AddRange(before.SelectMany(tokenization.Encode));
            var own = tokenization.Encode(piece);
            var blank = own.TakeWhile(token => string.IsNullOrWhiteSpace(tokenization.Decode([token]))).Count();
            firsts.Add(blank < own.Length ? tokens.Count + blank : None);
            tokens.AddRange(own);
            end = word.End.Value;
        }

        if (end < text.Length && tokenization.Vocabulary is not ReadyVocabulary { Kind: TokenizerKind.WordPiece })
            tokens.AddRange(tokenization.Encode(text[end..]));
        return new([.. tokens], [.. firsts]);
    }

    // What is tokenized before a word, and with it, so that no token would have reached across. GPT-2's pattern takes the last of several
    // white spaces for itself, or, where it is a space, with the word; SentencePiece puts the first one in front of what it is given.
    private static (IEnumerable<string> Before, string Piece) Pieces(Vocabulary vocabulary, string space, string word) => (vocabulary, space) switch
    {
        (ReadyVocabulary { Kind: TokenizerKind.WordPiece }, _) or (_, "") => ([], word),
        (ReadyVocabulary { Kind: TokenizerKind.SentencePiece }, _) => ([], space[1..] + word),
        (CharacterVocabulary, _) => ([space], word),
        (_, [.., ' ']) => ([space[..^1]], " " + word),
        _ => ([space[..^1], space[^1..]], word),
    };

    private static IEnumerable<Range> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
                end++;
            if (end > start)
                yield return start..end;
            start = end + 1;
        }
    }
}
