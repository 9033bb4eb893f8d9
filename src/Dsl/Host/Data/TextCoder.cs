using Heed.Data;
using Microsoft.ML.Tokenizers;

namespace Heed.Host;

/// <summary>Text ↔ a vocabulary's own ids, from 0.</summary>
/// <param name="Encode">A text's ids.</param>
/// <param name="Decode">The text of ids.</param>
internal sealed record TextCoder(Func<string, IEnumerable<int>> Encode, Func<IEnumerable<int>, string> Decode)
{
    /// <summary>Byte pairs, by Microsoft.ML.Tokenizers: pre-tokens by GPT-2's pattern, no normalisation, no special tokens.</summary>
    public static TextCoder BytePairs(IEnumerable<KeyValuePair<string, int>> pieces, IEnumerable<string> merges)
    {
        var tokenizer = BpeTokenizer.Create(new BpeOptions(pieces)
        {
            Merges = merges,
            ByteLevel = true,
            PreTokenizer = new RegexPreTokenizer(PreTokens.Pattern(), specialTokens: null),
        });
        return new(text => tokenizer.EncodeToIds(text), ids => tokenizer.Decode(ids) ?? "");
    }

    /// <summary>Characters: 0 is the unknown one, and what it said is lost.</summary>
    public static TextCoder Characters(CharacterVocabulary vocabulary)
    {
        var ids = vocabulary.Characters.Index().ToDictionary(character => character.Item, character => 1 + character.Index);
        return new(
            text => text.EnumerateRunes().Select(rune => ids.GetValueOrDefault(rune.ToString())),
            read => string.Concat(read.Select(id => id == 0 ? CharacterVocabulary.Unknown : vocabulary.Characters[id - 1])));
    }
}
