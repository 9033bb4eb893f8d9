using Heed.Data;
using Microsoft.ML.Tokenizers;

namespace Heed.Host;

/// <summary>
/// Applies a vocabulary, by Microsoft.ML.Tokenizers. Nothing is lower-cased, normalised or dropped: any valid string comes back as it
/// was. No text gives a special token, however it looks.
/// </summary>
public sealed class Tokenization
{
    private readonly BpeTokenizer tokenizer;

    /// <summary>Gets a vocabulary ready for use.</summary>
    public Tokenization(Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        var ids = vocabulary.Pieces.Index().Select(piece => KeyValuePair.Create(piece.Item, vocabulary.FirstByte + piece.Index));
        tokenizer = BpeTokenizer.Create(new BpeOptions(ids)
        {
            Merges = vocabulary.Merges.Select(merge => $"{merge.Left} {merge.Right}"),
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(PreTokens.Pattern(), specialTokens: null),
        });
    }

    /// <summary>The vocabulary that is applied.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>A text's token ids, none of them special.</summary>
    public int[] Encode(string text) => [.. tokenizer.EncodeToIds(text)];

    /// <summary>One token as a person reads it.</summary>
    public string Piece(int id) => id switch
    {
        Data.Vocabulary.Padding => "pad",
        Data.Vocabulary.End => "end",
        _ when id < Vocabulary.FirstByte => "start",
        _ => Decode([id]),
    };

    /// <summary>
    /// The text of token ids. Special ids, and ids that the vocabulary does not have, say nothing; bytes that are no UTF-8 (a model may
    /// say anything) become U+FFFD.
    /// </summary>
    public string Decode(IEnumerable<int> ids) =>
        tokenizer.Decode(ids.Where(id => id >= Vocabulary.FirstByte && id < Vocabulary.Count)) ?? "";
}
