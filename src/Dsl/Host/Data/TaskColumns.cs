using Heed.Planning;

namespace Heed.Host;

/// <summary>Where a task's examples stand.</summary>
/// <param name="Spec">The task.</param>
/// <param name="Path">Its data file.</param>
public sealed record TaskColumns(TaskSpec Spec, string Path)
{
    /// <summary>The task's name.</summary>
    public string Name => Spec.Name;

    /// <summary>What messages call the file.</summary>
    public string File => Spec.File;

    /// <summary>The column that goes in.</summary>
    public string Source => Spec.Input.Column;

    /// <summary>The column that should come out.</summary>
    public string Target => Spec.Target.Column;

    /// <summary>What its pictures are, where they go in; null where text does.</summary>
    public ImageSpec? Image => Spec.Image;

    /// <summary>The file that the test is taken from, and what messages call it; null where it is a part of the data file.</summary>
    public (string Path, string Name)? Test { get; init; }

    /// <summary>The text columns that it reads.</summary>
    internal IEnumerable<string> Texts => [.. Image is null ? new[] { Source } : [], .. Spec.Kind.HasHead() ? [] : new[] { Target }];

    /// <summary>What its column of classes goes by: one that is read as several classes, or as words' tags, is another than one that is read as one.</summary>
    internal string Classes => Spec.Label switch
    {
        { EachWord: true } => $"{Target}\tof words of {Source}",
        { Several: true } label => $"{Target}\t{label.Separator}",
        _ => Target,
    };
}
