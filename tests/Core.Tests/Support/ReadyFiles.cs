using System.Text;
using System.Text.Json;
using Heed.Data;

namespace Heed.Tests;

/// <summary>Small vocabularies in the forms in which ready ones come.</summary>
internal static class ReadyFiles
{
    /// <summary>A vocab.txt; its special tokens stand where BERT's do.</summary>
    public static string WordPiece { get; } =
        string.Concat(new[] { "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "cafe", "Café", "," }
            .Concat(Letters("", 'a')).Concat(Letters("##", 'a')).Concat(Letters("", '0', 10)).Concat(Letters("##", '0', 10))
            .Select(piece => piece + "\n"));

    /// <summary>A vocab.json with the bytes in reverse, two merges and a special token, and its merges.txt.</summary>
    public static (string Vocabulary, string Merges) Gpt2 { get; } = (
        JsonSerializer.Serialize(ByteAlphabet.All.Reverse().Select(letter => letter.ToString()).Append("th").Append("Ġth").Append("<|endoftext|>")
            .Index().ToDictionary(piece => piece.Item, piece => piece.Index)),
        "#version: 0.2\nt h\nĠ th\n");

    /// <summary>A unigram .model: the pieces below with falling scores; spaces are kept, and one is put before the text.</summary>
    public static byte[] SentencePiece { get; } =
    [
        .. Piece("<unk>", 0, 2), .. Piece("<s>", 0, 3), .. Piece("</s>", 0, 3),
        .. new[] { "▁ab", "▁", "ab" }.Concat(Letters("", 'a')).Concat(Letters("", 'A')).Concat(Letters("", '0', 10))
            .SelectMany((piece, place) => Piece(piece, -1 - place, 1)),
        .. Field(2, [0x18, 1]),
        .. Field(3, [.. Field(1, "identity"u8), 0x18, 1, 0x20, 0, 0x28, 1]),
    ];

    private static IEnumerable<string> Letters(string prefix, char first, int count = 26) =>
        Enumerable.Range(first, count).Select(letter => prefix + (char)letter);

    // As sentencepiece_model.proto has it: text 1, score 2, kind 3.
    private static byte[] Piece(string text, float score, byte kind) =>
        Field(1, [.. Field(1, Encoding.UTF8.GetBytes(text)), 0x15, .. BitConverter.GetBytes(score), 0x18, kind]);

    private static byte[] Field(int number, ReadOnlySpan<byte> content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];
}
