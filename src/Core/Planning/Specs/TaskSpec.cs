namespace Heed.Planning;

/// <summary>A task: what goes in, what should come out, and where examples of it stand.</summary>
public sealed record TaskSpec
{
    /// <summary>The record's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The data file, relative to the experiment's own file.</summary>
    public string File { get; init; } = "";

    /// <summary>What the task's loss counts for in the objective.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether bad rows of the file are left out and counted; else the first one stops the run.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>The record's columns, in the order of its parameters.</summary>
    public EquatableArray<ColumnSpec> Columns { get; init; } = new();

    /// <summary>The column that goes in.</summary>
    public ColumnSpec Input => Columns.First(column => column.Role == ColumnRole.Input);

    /// <summary>The column that should come out.</summary>
    public ColumnSpec Target => Columns.First(column => column.Role == ColumnRole.Target);

    /// <summary>What the target's classes are, where it holds labels; null where it holds text.</summary>
    public LabelSpec? Label => Columns.FirstOrDefault(column => column.Role == ColumnRole.Target)?.Label;

    /// <summary>The file of entries that answers are made of alone; empty where they may say anything.</summary>
    public string Only => Columns.FirstOrDefault(column => column.Role == ColumnRole.Target)?.Only ?? "";

    /// <summary>The task with another label where it has one.</summary>
    public TaskSpec With(Func<LabelSpec, LabelSpec> change) => this with
    {
        Columns = Columns.Select(column => column.Label is { } label ? column with { Label = change(label) } : column).ToEquatableArray(),
    };

    /// <summary>What the task does, which its target's type says.</summary>
    public TaskKind Kind => Label is null ? TaskKind.SequenceToSequence : TaskKind.Classification;
}

/// <summary>One column of a task's examples.</summary>
/// <param name="Parameter">The record's parameter.</param>
/// <param name="Column">The data file's column.</param>
/// <param name="Role">What the column is for.</param>
public sealed record ColumnSpec(string Parameter, string Column, ColumnRole Role)
{
    /// <summary>What its classes are, where it holds labels; null where it holds text.</summary>
    public LabelSpec? Label { get; init; }

    /// <summary>The file of entries that its texts are made of alone, where they are written; empty where they may say anything.</summary>
    public string Only { get; init; } = "";
}

/// <summary>What a column is for.</summary>
public enum ColumnRole
{
    /// <summary>Goes in.</summary>
    Input,

    /// <summary>Should come out.</summary>
    Target,

    /// <summary>Not said: a mistake, because nothing would read the column.</summary>
    None,
}
