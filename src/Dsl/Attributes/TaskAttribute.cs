namespace Heed;

/// <summary>Declares a task: a partial record of one example's columns, read from a file.</summary>
/// <param name="file">
/// The data, relative to the experiment's file. Its name's end says how it is read (<see cref="Planning.TableFormat"/>): <c>.tsv</c>,
/// <c>.csv</c>, <c>.jsonl</c>, <c>.idx</c> or <c>-ubyte</c>, each plain or with <c>.gz</c>, or <c>.parquet</c>. The compiler checks that the
/// columns are there, but of Parquet, whose columns the host checks.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskAttribute(string file) : Attribute
{
    /// <summary>The data file.</summary>
    public string File { get; } = file;

    /// <summary>
    /// A file of the same columns that the task is tested on, where one was published with the data; then validation alone is taken out
    /// of <see cref="File"/>. Without it the test is a part of <see cref="File"/>.
    /// </summary>
    public string Test { get; init; } = "";

    /// <summary>
    /// A smaller file of the same columns that is shipped with the experiment: read, and parted, where <see cref="File"/> is not there.
    /// Which of them a run reads, its <c>config.json</c> tells, and a run goes on with the one that it began with.
    /// </summary>
    public string Sample { get; init; } = "";

    /// <summary>What the task's loss counts for in the objective, which is the weighted sum over tasks.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>
    /// Whether a bad row (broken, of another number of columns, too long, no UTF-8, with an empty cell other than of <c>[Labels]</c>, a class
    /// that its enum or the first window lacks, a number that is none, more or fewer tags than words, or a picture that is missing, damaged
    /// or outside the table's folder) is left out and counted; else the first one stops the run. A file that is damaged as a whole always
    /// does. Tasks that read one file say the same.
    /// </summary>
    public bool SkipBadRows { get; init; }

    /// <summary>
    /// Rows of <see cref="File"/> in memory at a time, where it is larger than memory, or takes long to read; 0 reads it whole. The first
    /// so many rows are parted, learned from and reported on as a file of their own; those after them are read while training goes on,
    /// and only trained on, window after window, but for near-duplicates of rows that are held out. Tasks that read one file say the same.
    /// </summary>
    public int Window { get; init; }
}
