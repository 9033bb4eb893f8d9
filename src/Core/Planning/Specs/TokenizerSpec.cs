namespace Heed.Planning;

/// <summary>One vocabulary for all text columns.</summary>
public sealed record TokenizerSpec
{
    /// <summary>Where the vocabulary is from.</summary>
    public TokenizerKind Kind { get; init; }

    /// <summary>The files of a ready vocabulary, relative to the experiment's own file.</summary>
    public EquatableArray<string> Files { get; init; } = new();

    /// <summary>Whether a ready vocabulary tells capitals and accents apart.</summary>
    public bool Cased { get; init; }

    /// <summary>
    /// Tokens in all: specials, the 256 bytes, and merges. Only byte pairs are learned up to a number; others have as many as they have,
    /// which is known when data and files are read.
    /// </summary>
    public int Vocabulary { get; init; } = 8_000;

    /// <summary>What tells this tokenizer from others, in words.</summary>
    public string Description =>
        Kind + (Cased ? ", cased" : "") + (Files.Count == 0 ? "" : $", from {Text.List(Files)}");
}
