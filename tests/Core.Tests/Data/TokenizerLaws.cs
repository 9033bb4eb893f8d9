using System.Text;
using Heed.Data;
using Heed.Host;
using Heed.Planning;
using Xunit;

namespace Heed.Tests.Data;

/// <summary>What each kind of vocabulary keeps of a text, and what it loses. Ids of text begin at 4: two tasks.</summary>
public class TokenizerLaws
{
    private static readonly EquatableArray<string> Starts = new("ToFrench", "ToEnglish");

    private static readonly Tokenization
        Bytes = new(new BytePairVocabulary(Starts, new())),
        Gpt2 = Ready(TokenizerKind.Gpt2, 259, ReadyFiles.Gpt2.Vocabulary, ReadyFiles.Gpt2.Merges),
        WordPiece = Ready(TokenizerKind.WordPiece, 82, ReadyFiles.WordPiece),
        SentencePiece = Ready(TokenizerKind.SentencePiece, 68, Convert.ToBase64String(ReadyFiles.SentencePiece));

    private static IEnumerable<Tokenization> All => [Bytes, Gpt2, WordPiece, SentencePiece, new(CharacterVocabulary.Learn(Starts, ["abc"]))];

    [Law]
    public void Bytes_are_the_bytes_of_a_text_and_bring_it_back(AnyText text)
    {
        Assert.Equal(Encoding.UTF8.GetBytes(text.Value).Select(value => 4 + value), Bytes.Encode(text.Value));
        Assert.Equal(text.Value, Bytes.Decode(Bytes.Encode(text.Value)));
    }

    [Law]
    public void A_text_whose_characters_were_seen_comes_back_one_token_a_character(AnyText text, AnyText more)
    {
        var seen = new Tokenization(CharacterVocabulary.Learn(Starts, [text.Value, more.Value]));
        Assert.Equal(text.Value, seen.Decode(seen.Encode(text.Value)));
        Assert.Equal(text.Value.EnumerateRunes().Count(), seen.Encode(text.Value).Length);
        var unseen = new Tokenization(CharacterVocabulary.Learn(Starts, [more.Value]));
        var runes = more.Value.EnumerateRunes().ToHashSet();
        Assert.Equal(
            string.Concat(text.Value.EnumerateRunes().Select(rune => runes.Contains(rune) ? rune.ToString() : "\uFFFD")),
            unseen.Decode(unseen.Encode(text.Value)));
    }

    [Law]
    public void A_ready_byte_pair_vocabulary_brings_any_text_back_by_its_own_merges(AnyText text)
    {
        Assert.Equal(text.Value, Gpt2.Decode(Gpt2.Encode(text.Value)));
        var learned = new Tokenization(new BytePairVocabulary(Starts, new(new("t", "h"), new("Ġ", "th"))));
        Assert.Equal(learned.Encode(text.Value).Select(id => id < 260 ? 4 + 255 - (id - 4) : id), Gpt2.Encode(text.Value));
    }

    [Law]
    public void WordPiece_keeps_words_and_loses_case_accents_and_the_width_of_spaces(FewLetters texts) => Assert.All(texts.Values, text => Assert.Equal(
        string.Join(' ', text.Replace('é', 'e').Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        WordPiece.Decode(WordPiece.Encode(text.ToUpperInvariant()))));

    [Law]
    public void The_tokens_of_a_texts_words_put_together_are_those_of_the_text_and_a_word_begins_with_its_own_character(AnyText text)
    {
        var merged = new Tokenization(BytePairVocabulary.Learn(Starts, [text.Value, "the abc, the abc"], 300));
        foreach (var tokens in new[] { Bytes, Gpt2, merged, new(CharacterVocabulary.Learn(Starts, [text.Value])), new(CharacterVocabulary.Learn(Starts, ["abc"])) })
        {
            var (words, told) = (Text.Words(text.Value), WordTokens.Of(text.Value, tokens));
            Assert.Equal(tokens.Encode(text.Value), told.Tokens);
            Assert.Equal(words.Length, told.Firsts.Length);

            // What stands before a word's first token is all before the word: from there on the text is what is left of it.
            if (tokens.Vocabulary.Lossless)
            {
                var at = 0;
                Assert.All(words.Zip(told.Firsts), one =>
                {
                    at = text.Value.IndexOf(one.First, at, StringComparison.Ordinal);
                    Assert.Equal(text.Value[at..], tokens.Decode(told.Tokens[one.Second..]).TrimStart());
                    at += one.First.Length;
                });
            }
        }
    }

    [Law]
    public void WordPiece_tokenizes_each_word_for_itself(FewLetters texts) => Assert.All(texts.Values, text =>
    {
        var told = WordTokens.Of(text, WordPiece);
        Assert.Equal(WordPiece.Encode(text), told.Tokens);
        Assert.Equal(Text.Words(text).Select(word => WordPiece.Encode(word)[0]), told.Firsts.Select(first => told.Tokens[first]));
    });

    /// <summary>By hand: bytes have a token for the space, which is not the word's.</summary>
    [Fact]
    public void A_word_begins_after_the_space_before_it_where_that_is_a_token_of_its_own()
    {
        Assert.Equal([1, 5], WordTokens.Of(" ab\t c ", Bytes).Firsts);
        Assert.Equal([0, 2], WordTokens.Of("ab  abc", SentencePiece).Firsts);
        Assert.Equal(SentencePiece.Encode("ab  abc"), WordTokens.Of("ab  abc", SentencePiece).Tokens);
    }

    [Law]
    public void No_text_gives_a_special_token(AnyText text)
    {
        foreach (var tokens in All)
            Assert.All(tokens.Encode(text.Value), id => Assert.InRange(id, 4, tokens.Vocabulary.Count - 1));
    }

    [Fact]
    public void Special_tokens_written_out_are_text_like_any_other()
    {
        Assert.DoesNotContain(4 + 2, WordPiece.Encode("[CLS] the [MASK]"));
        Assert.DoesNotContain(4 + 4, WordPiece.Encode("[CLS] the [MASK]"));
        Assert.DoesNotContain(4 + 258, Gpt2.Encode("a<|endoftext|>b <|endoftext|>"));
        Assert.Empty(SentencePiece.Encode("a<s>b</s>").Intersect([4 + 1, 4 + 2]));
    }

    /// <summary>By hand: the, cat + ##s, the comma, cafe without its accent, and what is not Latin unknown.</summary>
    [Fact]
    public void WordPiece_lowers_strips_accents_and_takes_the_longest_pieces()
    {
        Assert.Equal(new[] { 5, 6, 54, 9, 7, 1 }.Select(id => 4 + id), WordPiece.Encode("The  cats, CAFÉ 法"));
        Assert.Equal("the cats, cafe [UNK]", WordPiece.Decode(WordPiece.Encode("The  cats, CAFÉ 法")));
        var cased = Ready(TokenizerKind.WordPiece, 82, ReadyFiles.WordPiece, cased: true);
        Assert.Equal(new[] { 8, 5, 1 }.Select(id => 4 + id), cased.Encode("Café the The"));
    }

    [Theory]
    [InlineData("Été à la crème, ÇA où ñandú", "ete a la creme, ca ou nandu")]
    [InlineData("e\u0301 ự Ά й", "e u α и")]
    [InlineData("straße œuf ø 法 😀", "straße œuf ø 法 😀")]
    public void Accents_are_stripped_as_canonical_decomposition_has_them(string text, string plain) => Assert.Equal(plain, Accents.Strip(text));

    /// <summary>By hand: ▁ab is one piece in front of a text, and two spaces are two.</summary>
    [Fact]
    public void SentencePiece_keeps_spaces_and_takes_the_likeliest_pieces()
    {
        Assert.Equal(new[] { 3, 4, 3, 8 }.Select(id => 4 + id), SentencePiece.Encode("ab  abc"));
        Assert.Equal("ab  abc", SentencePiece.Decode(SentencePiece.Encode("ab  abc")));
        Assert.Contains(4, SentencePiece.Encode("法"));
    }

    [Fact]
    public void Every_vocabulary_comes_back_from_its_text_and_differs_from_others() => Assert.All(All, tokens =>
    {
        var again = VocabularyText.Read(VocabularyText.Write(tokens.Vocabulary));
        Assert.Equal(tokens.Vocabulary, again);
        Assert.Equal(tokens.Encode("the abc"), new Tokenization(again).Encode("the abc"));
        Assert.Single(All, other => other.Vocabulary == tokens.Vocabulary);
    });

    private static Tokenization Ready(TokenizerKind kind, int pieces, string file, string? second = null, bool cased = false) =>
        new(new ReadyVocabulary(Starts, kind, cased, pieces, second is null ? new(file) : new(file, second)));
}
