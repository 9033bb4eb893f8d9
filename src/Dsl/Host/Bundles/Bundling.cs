namespace Heed.Host;

/// <summary>Makes a bundle: one archive with all that an experiment needs on a machine without .NET, but for libtorch.</summary>
internal static class Bundling
{
    private const string Ending = ".tar.gz";

    /// <summary>Builds the program and packs it.</summary>
    /// <param name="experiment">The experiment; its variants come along.</param>
    /// <param name="named">The archive, where it was named.</param>
    /// <returns>The exit code.</returns>
    public static int Run(HostedExperiment experiment, string? named)
    {
        if (experiment.IsVariant)
            throw new UserError("bundle takes no --variant: it holds them all.");
        var name = Path.GetFileNameWithoutExtension(experiment.File);
        var archive = Path.GetFullPath(named ?? name + Ending);
        if (Directory.Exists(archive) || !archive.EndsWith(Ending, StringComparison.Ordinal))
            throw new UserError($"--out {named ?? archive}: expected a file such as {name}{Ending}{(Directory.Exists(archive) ? "; this is a folder" : "")}.");

        // What is missing, and a place that cannot be written, are known before the program is built, which takes a minute.
        var read = BundleContent.Read(experiment);
        WholeFile.Guard(archive, () => Directory.CreateDirectory(Path.GetDirectoryName(archive)!));
        using var interruption = new Interruption();
        WholeFile.Write(archive, stream =>
        {
            var scratch = Directory.CreateTempSubdirectory("heed-bundle-");
            try
            {
                Terminal.Say($"{name}: building it with .NET's runtime inside; the first time fetches that");
                var published = Publishing.Run(experiment, scratch.FullName, interruption.Asked);
                Terminal.Say($"{name}: packing");
                BundleArchive.Write(stream, name, [.. BundleContent.Program(published, name), .. read, .. BundleContent.Code(experiment)]);
                interruption.Asked.ThrowIfCancellationRequested();
            }
            finally
            {
                scratch.Delete(recursive: true);
            }
        });
        Terminal.Say($"Bundle: {archive}, {Figures.Rounded(new FileInfo(archive).Length)}B: the program and {string.Join(", ", read.Select(file => file.Name))}");
        Terminal.Say(
            $"On a machine without .NET: tar xzf {Path.GetFileName(archive)} && {LibTorchFolder.Variable}=FOLDER {name}/{name}, " +
            $"where FOLDER is torch/lib of the PyTorch {LibTorchFolder.WantedVersion} there.");
        return 0;
    }
}
