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

    /// <summary>The text columns that it reads.</summary>
    internal IEnumerable<string> Texts => Spec.Kind.HasHead() ? [Source] : [Source, Target];

    /// <summary>What its column of classes goes by: one that is read as several classes is another than one that is read as one.</summary>
    internal string Classes => Spec.Label is { Several: true } label ? $"{Target}\t{label.Separator}" : Target;
}
