using Heed.Data;

namespace Heed.Host;

/// <summary>
/// Applies a vocabulary. No text gives a special token, however it looks. Where the vocabulary is <see cref="Vocabulary.Lossless"/>, any
/// valid string comes back as it was; what others lose, their attributes say.
/// </summary>
public sealed class Tokenization
{
    private readonly TextCoder coder;

    /// <summary>Gets a vocabulary ready for use.</summary>
    /// <exception cref="UserError">It is a ready one, and damaged.</exception>
    public Tokenization(Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        coder = vocabulary switch
        {
            BytePairVocabulary pairs => TextCoder.BytePairs(
                pairs.Pieces.Index().ToDictionary(piece => piece.Item, piece => piece.Index),
                pairs.Merges.Select(merge => $"{merge.Left} {merge.Right}")),
            CharacterVocabulary letters => TextCoder.Characters(letters),
            ReadyVocabulary ready => ReadyVocabularies.Coder(ready.Kind, ready.Cased, ready.Files).Coder,
            _ => throw new NotSupportedException(vocabulary.GetType().Name),
        };
    }

    /// <summary>The vocabulary that is applied.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>A text's token ids, none of them special.</summary>
    public int[] Encode(string text) => [.. coder.Encode(text).Select(id => Vocabulary.FirstText + id)];

    /// <summary>One token as a person reads it.</summary>
    public string Piece(int id) => id switch
    {
        Data.Vocabulary.Padding => "pad",
        Data.Vocabulary.End => "end",
        _ when id < Vocabulary.FirstText => "start",
        _ => Decode([id]),
    };

    /// <summary>
    /// The text of token ids. Special ids, and ids that the vocabulary does not have, say nothing; bytes that are no UTF-8 (a model may
    /// say anything) become U+FFFD.
    /// </summary>
    public string Decode(IEnumerable<int> ids) => coder.Decode(
        ids.Where(id => id >= Vocabulary.FirstText && id < Vocabulary.Count).Select(id => id - Vocabulary.FirstText));
}
