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

    /// <summary>Rows of the file in memory at a time: those after the first so many are read while training goes on. 0 reads it whole.</summary>
    public int Window { get; init; }

    /// <summary>What its files hold, so that they can be told from changed ones; empty until it is known.</summary>
    public string Contents { get; init; } = "";

    /// <summary>The record's columns, in the order of its parameters.</summary>
    public EquatableArray<ColumnSpec> Columns { get; init; } = new();

    /// <summary>The column that goes in; a language model's is its target too.</summary>
    public ColumnSpec Input => Columns.First(column => column.Role is ColumnRole.Input or ColumnRole.Masked or ColumnRole.Causal);

    /// <summary>The column that should come out.</summary>
    public ColumnSpec Target => Columns.First(column => column.Role is ColumnRole.Target or ColumnRole.Masked or ColumnRole.Causal);

    /// <summary>What the target's classes are, where it holds labels; else null.</summary>
    public LabelSpec? Label => Columns.FirstOrDefault(column => column.Role == ColumnRole.Target)?.Label;

    /// <summary>What the target's numbers are like, where it holds numbers; else null.</summary>
    public NumberSpec? Number => Columns.FirstOrDefault(column => column.Role == ColumnRole.Target)?.Number;

    /// <summary>The pictures that go in; null where text does.</summary>
    public ImageSpec? Image => Columns.FirstOrDefault(column => column.Role == ColumnRole.Input)?.Image;

    /// <summary>Positions of the encoder that a picture takes: its patches, after a start where that is what is pooled; null where text goes in.</summary>
    public int? Positions => Image is { } image ? image.Patches + (Pooling == Heed.Pooling.First ? 1 : 0) : null;

    /// <summary>The task as it reads its sample instead of its file and test.</summary>
    public TaskSpec Sampled => this with { File = Sample, Test = "", Sample = "" };

    /// <summary>The file of entries that answers are made of alone; empty where they may say anything.</summary>
    public string Only => Columns.FirstOrDefault(column => column.Role == ColumnRole.Target)?.Only ?? "";

    /// <summary>How tokens are hidden, where the task is to tell them; else null.</summary>
    public MaskSpec? Mask => Columns.FirstOrDefault(column => column.Role == ColumnRole.Masked)?.Mask;

    /// <summary>How the states of the input become the one that the task is told from; null where it is of tokens or words.</summary>
    public Pooling? Pooling => Kind.Pools() ? Label?.Pooling ?? Number?.Pooling : null;

    /// <summary>What the task's head gives: logits of classes, or one number.</summary>
    public int Outputs => Label?.Classes.Count ?? 1;

    /// <summary>An input's tokens as the model reads them: after the task's start token, where that token's state is the one pooled.</summary>
    public int[] Begin(int[] source, int start) => Pooling == Heed.Pooling.First ? [start, .. source] : source;

    /// <summary>The task with its columns changed.</summary>
    public TaskSpec With(Func<ColumnSpec, ColumnSpec> change) => this with { Columns = Columns.Select(change).ToEquatableArray() };

    /// <summary>What the task does.</summary>
    public TaskKind Kind =>
        Columns.Any(column => column.Role == ColumnRole.Causal) ? TaskKind.CausalLanguageModel
        : Columns.Any(column => column.Role == ColumnRole.Masked) ? TaskKind.MaskedLanguageModel
        : Number is not null ? TaskKind.Regression
        : Label is { EachWord: true } ? TaskKind.Tagging
        : Label is { Several: true } ? TaskKind.MultiLabel
        : Label is not null ? TaskKind.Classification
        : TaskKind.SequenceToSequence;
}

/// <summary>One column of a task's examples.</summary>
/// <param name="Parameter">The record's parameter.</param>
/// <param name="Column">The data file's column.</param>
/// <param name="Role">What the column is for.</param>
public sealed record ColumnSpec(string Parameter, string Column, ColumnRole Role)
{
    /// <summary>What its classes are, where it holds labels; else null.</summary>
    public LabelSpec? Label { get; init; }

    /// <summary>What its numbers are like, where it holds numbers; else null.</summary>
    public NumberSpec? Number { get; init; }

    /// <summary>How its tokens are hidden, where it is there to be told from what is left; else null.</summary>
    public MaskSpec? Mask { get; init; }

    /// <summary>The file of entries that its texts are made of alone, where they are written; empty where they may say anything.</summary>
    public string Only { get; init; } = "";

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

    /// <summary>Goes in with some tokens hidden, which should come out.</summary>
    Masked,

    /// <summary>Should come out, each token from those before it.</summary>
    Causal,

    /// <summary>Not said: a mistake, because nothing would read the column.</summary>
    None,
}
