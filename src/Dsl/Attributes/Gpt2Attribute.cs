namespace Heed;

/// <summary>
/// A ready vocabulary of byte pairs, as GPT-2 has it (Radford et al. 2019), in place of a learned one. Nothing is lost: any text comes
/// back. Heed's special tokens stand before its ids, which keep their order; no text gives its <c>&lt;|endoftext|&gt;</c>.
/// </summary>
/// <param name="vocabulary">Its <c>vocab.json</c>, ids by token; relative to the experiment's file, and kept with every run.</param>
/// <param name="merges">Its <c>merges.txt</c>, a merge a line; likewise.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class Gpt2Attribute(string vocabulary, string merges) : Attribute
{
    /// <summary>Its <c>vocab.json</c>.</summary>
    public string Vocabulary { get; } = vocabulary;

    /// <summary>Its <c>merges.txt</c>.</summary>
    public string Merges { get; } = merges;
}
