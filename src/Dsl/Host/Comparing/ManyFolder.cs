using System.Globalization;

namespace Heed.Host;

/// <summary>The folder that holds many runs: a comparison's, a search's.</summary>
internal static class ManyFolder
{
    /// <summary>Begins one: the folder that was named, or <c>runs/Experiment/kind/time</c>.</summary>
    /// <exception cref="UserError">It is in use, or cannot be written.</exception>
    public static string Begin(Request request, string kind, DateTimeOffset time)
    {
        var folder = request.Out ?? Path.Combine(Of(request, kind), time.ToString("yyyy-MM-dd_HH-mm-ss", CultureInfo.InvariantCulture));
        if (File.Exists(folder) || (Directory.Exists(folder) && WholeFile.Guard(folder, () => Directory.EnumerateFileSystemEntries(folder).Any())))
            throw new UserError($"--out {folder}: expected a new or empty folder; to go on with what is there: --resume {folder}");
        WholeFile.Guard(folder, () => Directory.CreateDirectory(folder));
        return folder;
    }

    /// <summary>The one to go on with: the folder that was named, or the latest.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="kind">The kind of many.</param>
    /// <param name="config">The file that every such folder has.</param>
    /// <exception cref="UserError">There is none.</exception>
    public static string Existing(Request request, string kind, string config)
    {
        if ((request.ResumeFolder ?? request.Out) is { } named)
            return named;
        var parent = Of(request, kind);
        return (Directory.Exists(parent) ? Directory.GetDirectories(parent).Where(path => File.Exists(Path.Combine(path, config))).Max() : null)
            ?? throw new UserError($"{parent}: expected a folder to go on with, found none. Name it: --resume FOLDER");
    }

    private static string Of(Request request, string kind) => Path.Combine("runs", request.Experiment.Spec.Name, kind);
}
