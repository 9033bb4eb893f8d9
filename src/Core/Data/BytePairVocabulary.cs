namespace Heed.Data;

/// <summary>
/// A byte-level byte-pair vocabulary: after the special tokens the 256 bytes, then one token per merge, in the order in which the merges
/// were learned (Sennrich et al. 2016; bytes as in GPT-2). Without merges, every byte is a token.
/// </summary>
/// <param name="Starts">Names of the tasks that have a start token.</param>
/// <param name="Merges">Pairs of byte-level token strings (in GPT-2's printable alphabet), first learned first.</param>
public sealed record BytePairVocabulary(EquatableArray<string> Starts, EquatableArray<Merge> Merges) : Vocabulary(Starts)
{
    /// <inheritdoc/>
    public override int Texts => 256 + Merges.Count;

    /// <inheritdoc/>
    public override bool Lossless => true;

    /// <summary>The tokens of text, spelled in the <see cref="ByteAlphabet"/>; the first has id <see cref="Vocabulary.FirstText"/>.</summary>
    public IEnumerable<string> Pieces =>
        ByteAlphabet.All.Select(letter => letter.ToString()).Concat(Merges.Select(merge => merge.Left + merge.Right));

    /// <summary>The fewest tokens that a vocabulary for so many tasks can have: specials and bytes.</summary>
    public static int Smallest(int tasks) => FirstStart + tasks + 256;

    /// <summary>Learns a vocabulary of at most <paramref name="size"/> tokens; of fewer where the texts hold no more pairs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is below <see cref="Smallest"/>.</exception>
    public static BytePairVocabulary Learn(IReadOnlyCollection<string> starts, IEnumerable<string> texts, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Smallest(starts.Count));
        return new(starts.ToEquatableArray(), BytePairs.Learn(texts, size - Smallest(starts.Count)));
    }
}

/// <summary>Two neighbouring tokens that become one.</summary>
public sealed record Merge(string Left, string Right);
