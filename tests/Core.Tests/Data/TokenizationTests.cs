using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Heed.Data;
using Heed.Host;
using Xunit;

namespace Heed.Tests.Data;

public class TokenizationTests
{
    private static readonly BytePairVocabulary Learned = BytePairVocabulary.Learn(
        ["ToFrench", "ToEnglish"],
        [
            "the cat sat on the mat", "the cat sat on the hat", "le chat, le rat — l'été à la mer", "l'été à la plage",
            "保存文件。保存文件。😀😀😀", "aaaaaaaa  aaaa",
        ],
        320);

    private static readonly Tokenization Tokens = new(Learned);

    public static Arbitrary<string> Text() => Gen.ListOf(Gen.Frequency(
        (5, Gen.Elements("the", " cat", " sat", "été", "a", "aa", " l'", "保存", "文件", "😀", "x")),
        (3, Gen.Elements(" ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u3000", "\u2028", "\u0000", "\u001B", "\u007F")),
        (1, Gen.Elements("<pad>", "</s>", "[UNK]", "<|endoftext|>", "ToFrench", "Ġ", "Ġthe", "Ċ")),
        (1, Gen.Elements("İ", "e\u0301", "ﬁ", "\uFEFF", "\uFFFD", "👩‍👩‍👧", "🇫🇷")),
        (2, Gen.Choose(0, 0x10FFFF).Where(System.Text.Rune.IsValid).Select(char.ConvertFromUtf32)))).Select(string.Concat).ToArbitrary();

    [Property(MaxTest = 1_000, Arbitrary = [typeof(TokenizationTests)])]
    public void Any_text_comes_back_as_it_was_and_holds_no_special_token(string text)
    {
        var ids = Tokens.Encode(text);
        Assert.Equal(text, Tokens.Decode(ids));
        Assert.All(ids, id => Assert.InRange(id, Tokens.Vocabulary.FirstText, Tokens.Vocabulary.Count - 1));
    }

    [Property(MaxTest = 1_000, Arbitrary = [typeof(TokenizationTests)])]
    public void Tokens_are_those_of_applying_every_merge_in_turn(string text)
    {
        var pieces = Learned.Pieces.Index().ToDictionary(piece => piece.Item, piece => Tokens.Vocabulary.FirstText + piece.Index);
        Assert.Equal(NaiveBytePairs.Apply(text, Learned.Merges).Select(piece => pieces[piece]), Tokens.Encode(text));
    }

    /// <summary>Ids worked out by hand: two specials and a start, then 256 bytes (a is 3 + 97), then the two merges.</summary>
    [Fact]
    public void Ids_are_specials_then_bytes_then_merges()
    {
        var tokens = new Tokenization(new BytePairVocabulary(new("ToFrench"), new(new("a", "b"), new("Ġ", "ab"))));
        Assert.Equal([259, 260, 3 + 'c', 3 + ' ', 3 + 'b'], tokens.Encode("ab abc b"));
        Assert.Equal(["pad", "end", "start", "a", "ab", " ab"], new[] { 0, 1, 2, 100, 259, 260 }.Select(tokens.Piece));
    }

    [Fact]
    public void Ids_that_are_no_text_say_nothing_and_broken_characters_say_so() =>
        Assert.Equal("a\uFFFDb", Tokens.Decode([0, 4 + 'a', 1, 4 + 0xE4, 2, 4 + 'b', 100_000]));

    [Fact]
    public void A_vocabulary_comes_back_from_its_file_and_a_damaged_one_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("heed-vocabulary-").FullName;
        var path = Path.Combine(folder, "vocabulary.json");
        VocabularyFile.Save(path, Tokens.Vocabulary);
        Assert.Equal(Tokens.Vocabulary, VocabularyFile.Load(path));
        File.WriteAllText(path, "{");
        Assert.StartsWith($"{path}: not a vocabulary that Heed wrote: expected JSON", Refused(path), StringComparison.Ordinal);
        File.Delete(path);
        Assert.StartsWith($"{path}: ", Refused(path), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);

        static string Refused(string path) => Assert.Throws<UserError>(() => VocabularyFile.Load(path)).Message;
    }
}
