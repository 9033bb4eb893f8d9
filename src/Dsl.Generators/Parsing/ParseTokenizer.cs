using Heed.Planning;

namespace Heed.Generators.Parsing;

/// <summary>[Tokenizer], [Bytes], [WordPiece] and their like → <see cref="TokenizerSpec"/>.</summary>
internal static class ParseTokenizer
{
    private static readonly (string Attribute, TokenizerKind Kind)[] Kinds =
    [
        ("Heed.TokenizerAttribute", TokenizerKind.BytePairs),
        .. new[] { TokenizerKind.Bytes, TokenizerKind.Characters, TokenizerKind.WordPiece, TokenizerKind.Gpt2, TokenizerKind.SentencePiece }
            .Select(kind => ($"Heed.{kind}Attribute", kind)),
    ];

    /// <summary>Whether an attribute of this name says where the vocabulary is from.</summary>
    public static bool Reads(string attribute) => Kinds.Any(kind => kind.Attribute == attribute);

    public static (TokenizerSpec Spec, IEnumerable<Located> Mistakes) Parse(AttributesInForce attributes, bool readsText)
    {
        var written = Kinds.SelectMany(kind => attributes.Of(kind.Attribute).Select(found => (kind.Kind, found.Arguments, found.Data)))
            .OrderBy(found => found.Arguments.Place.Span.Start).ToArray();
        var mistakes = written.Skip(1).Select(more => new Located(
            new(Rules.Tokenizers, "", "at most one", Text.List(written.Select(found => found.Arguments.Name))), more.Arguments.Place));
        if (written.Length == 0)
            return (new(), mistakes);
        if (!readsText)
            mistakes = mistakes.Append(new(new(Rules.TokenizerIdle, "", "a task that reads text, or no tokenizer", written[0].Arguments.Name), written[0].Arguments.Place));
        var (kind, _, data) = written[0];
        var values = data.ConstructorArguments.Select(argument => argument.Value).ToArray();
        return (new() { Kind = kind, Files = values.OfType<string>().ToEquatableArray(), Cased = values.OfType<bool>().FirstOrDefault() }, mistakes);
    }
}
