namespace Heed.Data;

/// <summary>
/// What token ids mean: Heed's own special tokens first (padding 0, end 1, then one start token per task), then those of text. A ready
/// vocabulary's own special tokens stay among the latter, under their ids moved up by <see cref="FirstText"/>, and no text gives them.
/// </summary>
/// <param name="Starts">Names of the tasks that have a start token, in order; the first has id 2.</param>
public abstract record Vocabulary(EquatableArray<string> Starts)
{
    /// <summary>The id that fills short rows.</summary>
    public const int Padding = 0;

    /// <summary>The id that ends a target.</summary>
    public const int End = 1;

    /// <summary>The id of the first task's start token.</summary>
    public const int FirstStart = 2;

    /// <summary>The first id of text: every one before is special.</summary>
    public int FirstText => FirstStart + Starts.Count;

    /// <summary>Tokens of text.</summary>
    public abstract int Texts { get; }

    /// <summary>Whether the tokens of a text say all that the text said.</summary>
    public abstract bool Lossless { get; }

    /// <summary>Tokens in all.</summary>
    public int Count => FirstText + Texts;

    /// <summary>The id with which the decoder starts for a task (by its place among <see cref="Starts"/>).</summary>
    public static int Start(int task) => FirstStart + task;
}
