using Heed.Planning;

namespace Heed.Tests;

/// <summary>What each tokenizer's attribute becomes in the emitted declaration.</summary>
public class TokenizerTests
{
    [Theory]
    [InlineData("Tokenizer(Vocabulary = 900)", "Tokenizer = new() { Vocabulary = 900 },")]
    [InlineData("Bytes", "Tokenizer = new() { Kind = TokenizerKind.Bytes },")]
    [InlineData("Characters", "Tokenizer = new() { Kind = TokenizerKind.Characters },")]
    [InlineData("WordPiece(\"data/vocab.txt\")", "Tokenizer = new() { Kind = TokenizerKind.WordPiece, Files = new(\"data/vocab.txt\") },")]
    [InlineData("WordPiece(\"v\", cased: true)", "Tokenizer = new() { Kind = TokenizerKind.WordPiece, Files = new(\"v\"), Cased = true },")]
    [InlineData("Gpt2(\"v.json\", \"m.txt\")", "Tokenizer = new() { Kind = TokenizerKind.Gpt2, Files = new(\"v.json\", \"m.txt\") },")]
    [InlineData("SentencePiece(\"s.model\")", "Tokenizer = new() { Kind = TokenizerKind.SentencePiece, Files = new(\"s.model\") },")]
    public void A_tokenizer_is_emitted_as_it_was_declared(string attribute, string emitted)
    {
        var run = Sample.Emit($"[Encoder, Decoder, {attribute}]");
        Assert.Empty(run.Result.Diagnostics);
        Assert.Contains(emitted, run.Source("Pair.Declaration"), StringComparison.Ordinal);
        Assert.Equal(
            attribute.StartsWith("Tokenizer", StringComparison.Ordinal),
            !run.Head("Pair.Model").Contains("// Tokens    ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_has_an_attribute() => Assert.All(
        Enum.GetValues<TokenizerKind>().Where(kind => kind != TokenizerKind.BytePairs),
        kind => Assert.NotNull(typeof(ExperimentAttribute).Assembly.GetType($"Heed.{kind}Attribute")));
}
