using Heed.Planning;

namespace Heed.Data;

/// <summary>A vocabulary that was made elsewhere, with all that its files said, so that a run needs them no more.</summary>
/// <param name="Starts">Names of the tasks that have a start token.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Cased">Whether capitals and accents are kept.</param>
/// <param name="Pieces">Tokens of text: one more than the greatest of the vocabulary's own ids.</param>
/// <param name="Files">What each file holds: text, or bytes in base 64.</param>
public sealed record ReadyVocabulary(
    EquatableArray<string> Starts, TokenizerKind Kind, bool Cased, int Pieces, EquatableArray<string> Files) : Vocabulary(Starts)
{
    /// <inheritdoc/>
    public override int Texts => Pieces;

    /// <inheritdoc/>
    public override bool Lossless => Kind == TokenizerKind.Gpt2;
}
