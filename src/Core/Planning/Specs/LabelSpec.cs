namespace Heed.Planning;

/// <summary>A column that holds one of several classes.</summary>
public sealed record LabelSpec
{
    /// <summary>The classes, in the order of their numbers; empty until the data is read, where an enum does not declare them.</summary>
    public EquatableArray<string> Classes { get; init; } = new();

    /// <summary>How the input's states become one.</summary>
    public Pooling Pooling { get; init; } = Pooling.Mean;

    /// <summary>An input's tokens as the model reads them: after the task's start token, where that token's state is the one pooled.</summary>
    public int[] Begin(int[] source, int start) => Pooling == Pooling.First ? [start, .. source] : source;
}
