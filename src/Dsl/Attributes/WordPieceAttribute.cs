namespace Heed;

/// <summary>
/// A ready WordPiece vocabulary, as BERT has it (Devlin et al. 2019), in place of a learned one. It loses white space, control
/// characters, characters beyond the basic plane (emoji among them), words that it cannot spell (they become <c>[UNK]</c>), and,
/// uncased, capitals and accents: results are measured against the texts as they were. Heed's special tokens stand before
/// its ids, which keep their order; no text gives its <c>[CLS]</c> and the like.
/// </summary>
/// <param name="file">Its <c>vocab.txt</c>, a token a line; relative to the experiment's file, and kept with every run.</param>
/// <param name="cased">Whether capitals and accents are kept, as a cased vocabulary wants it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WordPieceAttribute(string file, bool cased = false) : Attribute
{
    /// <summary>Its <c>vocab.txt</c>.</summary>
    public string File { get; } = file;

    /// <summary>Whether capitals and accents are kept.</summary>
    public bool Cased { get; } = cased;
}
