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

    /// <summary>Tokens in all.</summary>
    public int Count => FirstStart + Starts.Count + 256 + Merges.Count;

    /// <summary>The id with which the decoder starts for a task (by its place among <see cref="Starts"/>).</summary>
    public static int Start(int task) => FirstStart + task;
}

/// <summary>Two neighbouring tokens that become one.</summary>
public sealed record Merge(string Left, string Right);
