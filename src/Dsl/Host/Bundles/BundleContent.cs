using Heed.Planning;

namespace Heed.Host;

/// <summary>What a bundle holds beside its program.</summary>
public static class BundleContent
{
    /// <summary>
    /// The files that the experiment and its variants read, with their papers: data (the sample, where the whole is not here) and the
    /// pictures that it names, vocabularies, lists that answers are made of; and the experiment's own file, to read.
    /// </summary>
    /// <exception cref="UserError">One is not here, or lies where a bundle has no place for it.</exception>
    public static IReadOnlyList<BundleFile> Read(HostedExperiment experiment)
    {
        var specs = experiment.Variants.Prepend(experiment).Select(one => one.SpecHere).ToList();
        var declared =
            from spec in specs
            from name in spec.Tasks.SelectMany(task => new[] { task.File, task.Test, task.Only }).Concat(spec.Tokenizer.Files)
            where name.Length > 0
            select name;
        var beside =
            from spec in specs
            from task in spec.Tasks
            from name in new[] { task.File, task.Test }
            where name.Length > 0
            from other in Beside(task, Path.Combine(experiment.Folder, name), name)
            select Path.Combine(Path.GetDirectoryName(name) ?? "", other);
        return
        [
            .. declared.Concat(beside).Append(Path.GetFileName(experiment.File))
                .Select(name => In(experiment.Folder, name)).DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The emitted code of the experiment and its variants.</summary>
    public static IReadOnlyList<BundleFile> Code(HostedExperiment experiment) =>
    [
        .. experiment.Variants.Prepend(experiment).SelectMany(EmittedCode.Files).Distinct()
            .Select(path => In(experiment.Folder, Path.GetRelativePath(experiment.Folder, path))),
    ];

    /// <summary>What was published: the program, and the libraries that the loaders look for beside it.</summary>
    /// <param name="folder">The folder of what was published.</param>
    /// <param name="program">The program's name.</param>
    public static IReadOnlyList<BundleFile> Program(string folder, string program) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is not (".pdb" or ".xml")).Order(StringComparer.Ordinal)
            .Select(path => In(folder, Path.GetRelativePath(folder, path)))
            .Select(file => file with { Starts = file.Name == program }),
        .. new[] { LibTorch.FindBindings(), Skia.Find() }
            .Select(library => new BundleFile(Path.Combine(Packages.Natives, Path.GetFileName(library)), library)),
    ];

    // Of a table: its labels, where those are another file; the pictures that it names; its papers.
    private static IEnumerable<string> Beside(TaskSpec task, string path, string name)
    {
        if (!File.Exists(path))
            yield break;
        if (TableFormats.Of(path) == TableFormat.Idx)
        {
            if (task.Columns.Any(column => column.Column == IdxRows.LabelColumn))
                yield return IdxRows.LabelsOf(Path.GetFileName(path), name);
        }
        else if (task.Image is not null)
        {
            // A row that training refuses is none of ours: it will be refused there as it is here.
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            foreach (var row in new TableFile(path, name).Rows([task.Input.Column], _ => { }))
                if (PictureReader.Inside(folder, row.Text(task.Input.Column)) is { } picture && File.Exists(picture))
                    yield return Path.GetRelativePath(folder, picture);
        }

        foreach (var (paper, _) in DataPapers.Of(path))
            yield return paper;
    }

    private static BundleFile In(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        var inside = Path.GetRelativePath(folder, path);
        return
            inside.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(inside)
                ? throw new UserError($"{name}: expected a file in {folder} or below; a bundle has no place for others.")
            : !File.Exists(path) ? throw new UserError($"{name}: the experiment reads it, and there is no such file. {TableSource.Script(path)}".TrimEnd())
            : new(inside, path);
    }
}
