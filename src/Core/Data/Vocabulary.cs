namespace Heed.Data;

/// <summary>
/// A byte-level byte-pair vocabulary: special tokens first (padding 0, end 1, then one start token per task), then the 256
/// bytes, then one token per merge, in the order in which the merges were learned (Sennrich et al. 2016; bytes as in GPT-2).
/// </summary>
/// <param name="Starts">Names of the tasks that have a start token, in order; the first has id 2.</param>
/// <param name="Merges">Pairs of byte-level token strings (in GPT-2's printable alphabet), first learned first.</param>
public sealed record Vocabulary(EquatableArray<string> Starts, EquatableArray<Merge> Merges)
{
    /// <summary>The id that fills short rows.</summary>
    public const int Padding = 0;

    /// <summary>The id that ends a target.</summary>
    public const int End = 1;

    /// <summary>The id of the first task's start token.</summary>
    public const int FirstStart = 2;

    /// <summary>The id of byte 0: every id from here on is text, every one before is special.</summary>
    public int FirstByte => FirstStart + Starts.Count;

    /// <summary>Tokens in all.</summary>
    public int Count => FirstByte + 256 + Merges.Count;

    /// <summary>The tokens of text, spelled in the <see cref="ByteAlphabet"/>; the first has id <see cref="FirstByte"/>.</summary>
    public IEnumerable<string> Pieces =>
        ByteAlphabet.All.Select(letter => letter.ToString()).Concat(Merges.Select(merge => merge.Left + merge.Right));

    /// <summary>The id with which the decoder starts for a task (by its place among <see cref="Starts"/>).</summary>
    public static int Start(int task) => FirstStart + task;

    /// <summary>The fewest tokens that a vocabulary for so many tasks can have: specials and bytes.</summary>
    public static int Smallest(int tasks) => FirstStart + tasks + 256;

    /// <summary>Learns a vocabulary of at most <paramref name="size"/> tokens; of fewer where the texts hold no more pairs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is below <see cref="Smallest"/>.</exception>
    public static Vocabulary Learn(IReadOnlyCollection<string> starts, IEnumerable<string> texts, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Smallest(starts.Count));
        return new(starts.ToEquatableArray(), BytePairs.Learn(texts, size - Smallest(starts.Count)));
    }
}

/// <summary>Two neighbouring tokens that become one.</summary>
public sealed record Merge(string Left, string Right);
