namespace Heed.Planning;

/// <summary>A task: what goes in, what should come out, and where examples of it stand.</summary>
public sealed record TaskSpec
{
    /// <summary>The record's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The data file, relative to the experiment's own file.</summary>
    public string File { get; init; } = "";

    /// <summary>The file that the task is tested on; empty where the test is a part of <see cref="File"/>.</summary>
    public string Test { get; init; } = "";

    /// <summary>A smaller file of the same columns, read and parted in their place where <see cref="File"/> is not there; empty for none.</summary>
    public string Sample { get; init; } = "";

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

    /// <summary>The pictures that go in; null where text does.</summary>
    public ImageSpec? Image => Columns.FirstOrDefault(column => column.Role == ColumnRole.Input)?.Image;

    /// <summary>Positions of the encoder that a picture takes: its patches, after a start where that is what is pooled; null where text goes in.</summary>
    public int? Positions => Image is { } image ? image.Patches + (Label?.Pooling == Pooling.First ? 1 : 0) : null;

    /// <summary>The task with other pictures where it has some.</summary>
    public TaskSpec WithImage(Func<ImageSpec, ImageSpec> change) => this with
    {
        Columns = Columns.Select(column => column.Image is { } image ? column with { Image = change(image) } : column).ToEquatableArray(),
    };

    /// <summary>The task as it reads its sample instead of its file and test.</summary>
    public TaskSpec Sampled => this with { File = Sample, Test = "", Sample = "" };

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

    /// <summary>What its pictures are, where it holds some; null where it holds none.</summary>
    public ImageSpec? Image { get; init; }
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
