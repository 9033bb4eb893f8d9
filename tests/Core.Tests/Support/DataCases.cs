using FsCheck;
using FsCheck.Fluent;

namespace Heed.Tests;

/// <summary>Any valid Unicode text: plain letters, white space of all kinds, other scripts, emoji, control characters, mark-up.</summary>
public sealed record AnyText(string Value);

/// <summary>Texts of few different words, so that many are alike.</summary>
public sealed record AlikeTexts(string[] Values);

/// <summary>Words of few different letters, so that pairs overlap and tie.</summary>
public sealed record FewLetters(string[] Values);

/// <summary>What laws about data draw their cases from.</summary>
public static class DataCases
{
    private static readonly Gen<string> Rune = Gen.Frequency(
        (6, Gen.Choose('a', 'e').Select(code => ((char)code).ToString())),
        (2, Gen.Elements(" ", " ", "\t", "\n", "\r\n", "\u00A0", "\u3000", "\u2028")),
        (2, Gen.Elements("é", "e\u0301", "İ", "ß", "Ġ", "Ā", "'s", "'", "…", "7", "\uFEFF", "\uFFFD")),
        (2, Gen.Elements("中", "文", "。", "👩‍👩‍👧", "😀", "🇫🇷", "א", "\u0000", "\u001B")),
        (1, Gen.Elements("<pad>", "</s>", "<|endoftext|>", "[UNK]", "ToFrench")),
        (1, Gen.Choose(0, 0x10FFFF).Where(System.Text.Rune.IsValid).Select(char.ConvertFromUtf32)));

    public static Arbitrary<AnyText> Any() => Gen.ListOf(Rune).Select(runes => new AnyText(string.Concat(runes))).ToArbitrary();

    public static Arbitrary<AlikeTexts> Alike() =>
        Gen.NonEmptyListOf(Gen.ListOf(Gen.Choose('a', 'h'), 6).Select(words => string.Join(' ', words.Select(word => (char)word))))
            .Select(texts => new AlikeTexts([.. texts])).ToArbitrary();

    public static Arbitrary<FewLetters> Few() =>
        Gen.ListOf(Gen.ListOf(Gen.Elements("a", "b", "é", " ")).Select(letters => string.Concat(letters)))
            .Select(texts => new FewLetters([.. texts])).ToArbitrary();
}
