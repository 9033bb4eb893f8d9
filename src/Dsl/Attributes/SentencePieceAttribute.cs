namespace Heed;

/// <summary>
/// A ready SentencePiece model (Kudo and Richardson 2018), of byte pairs or unigrams, in place of a learned one. It loses what its own
/// normalisation loses, and characters that it does not have: results are measured against the texts as they were. Heed's special
/// tokens stand before its ids, which keep their order; no text gives its <c>&lt;s&gt;</c> and the like.
/// </summary>
/// <param name="file">The <c>.model</c>; relative to the experiment's file, and kept with every run.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SentencePieceAttribute(string file) : Attribute
{
    /// <summary>The <c>.model</c>.</summary>
    public string File { get; } = file;
}
