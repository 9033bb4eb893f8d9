namespace Heed.Data;

/// <summary>A vocabulary of characters: after the special tokens the unknown one, then each character in the order of code points.</summary>
/// <param name="Starts">Names of the tasks that have a start token.</param>
/// <param name="Characters">Unicode scalars, each as a string.</param>
public sealed record CharacterVocabulary(EquatableArray<string> Starts, EquatableArray<string> Characters) : Vocabulary(Starts)
{
    /// <summary>What a character that is not among them is decoded as.</summary>
    public const string Unknown = "\uFFFD";

    /// <inheritdoc/>
    public override int Texts => 1 + Characters.Count;

    /// <inheritdoc/>
    public override bool Lossless => false;

    /// <summary>The characters of some texts.</summary>
    public static CharacterVocabulary Learn(IReadOnlyCollection<string> starts, IEnumerable<string> texts) => new(
        starts.ToEquatableArray(),
        texts.SelectMany(text => text.EnumerateRunes()).Distinct().Order().Select(rune => rune.ToString()).ToEquatableArray());
}
