namespace Heed;

/// <summary>Declares a task: a partial record of one example's columns, read from a file.</summary>
/// <param name="file">The data: tab-separated with a line of column names, plain or gzip; relative to the experiment's file.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskAttribute(string file) : Attribute
{
    /// <summary>The data file.</summary>
    public string File { get; } = file;

    /// <summary>What the task's loss counts for in the objective, which is the weighted sum over tasks.</summary>
    public double Weight { get; init; } = 1;
}
