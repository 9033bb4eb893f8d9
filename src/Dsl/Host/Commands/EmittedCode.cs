namespace Heed.Host;

/// <summary>The code that was emitted for an experiment, as the build leaves it beside the experiment.</summary>
public static class EmittedCode
{
    /// <summary>Names and texts of the emitted files; none where the build was told not to keep them.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(HostedExperiment experiment) =>
        [.. Files(experiment).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];

    /// <summary>Paths of the emitted files.</summary>
    public static IReadOnlyList<string> Files(HostedExperiment experiment)
    {
        var folder = Path.Combine(experiment.Folder, "generated", Path.GetFileNameWithoutExtension(experiment.File));
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.g.cs", SearchOption.AllDirectories).Where(IsCurrent).Order(StringComparer.Ordinal)]
            : [];

        // Namespace.Record.Kind.g.cs; the compiler leaves the files of records that were renamed.
        bool IsCurrent(string path) =>
            Path.GetFileName(path).Split('.') is [.., var record, _, "g", "cs"]
            && (record == experiment.Spec.Name || experiment.Spec.Tasks.Any(task => task.Name == record));
    }
}
