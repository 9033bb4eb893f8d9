using System.Diagnostics;

namespace Heed.Host;

/// <summary>An experiment built into one file that needs no .NET, by the SDK in a process of its own.</summary>
internal static class Publishing
{
    private const int Shown = 15;

    /// <summary>Builds the program.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="scratch">An empty folder to build in: what is built beside the source is for this machine, and stays.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The folder of the program.</returns>
    /// <exception cref="UserError">There is no SDK, or it fails.</exception>
    public static string Run(HostedExperiment experiment, string scratch, CancellationToken stop)
    {
        var published = Path.Combine(scratch, "published");
        string[] arguments =
        [
            "publish", Path.GetFullPath(experiment.File), "-r", "linux-x64", "--self-contained", "-p:PublishSingleFile=true", "-p:PublishAot=false",
            // No libtorch inside, whatever this machine's builds hold.
            "-p:TorchBackend=cpu",
            "-p:HeedBundle=true", $"-p:HeedBundleCommit={experiment.Commit}",
            "--artifacts-path", Path.Combine(scratch, "artifacts"), "-o", published, "-v", "q", "-nologo",
        ];
        // The two come in no order that is sure, so neither may push the other's last lines out.
        var (output, errors) = (new Queue<string>(), new Queue<string>());
        using var sdk = Process.Start(new ProcessStartInfo(Sdk(), arguments)
        {
            WorkingDirectory = experiment.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        sdk.OutputDataReceived += (_, received) => Keep(output, received.Data);
        sdk.ErrorDataReceived += (_, received) => Keep(errors, received.Data);
        sdk.BeginOutputReadLine();
        sdk.BeginErrorReadLine();
        using (stop.Register(sdk.Kill))
            sdk.WaitForExit();
        stop.ThrowIfCancellationRequested();
        return sdk.ExitCode == 0
            ? published
            : throw new UserError($"`dotnet publish {experiment.File}` failed; its last lines:\n{string.Join('\n', output.Concat(errors))}");

        static void Keep(Queue<string> lines, string? line)
        {
            if (string.IsNullOrWhiteSpace(line))
                return;
            lines.Enqueue(line.TrimEnd());
            if (lines.Count > Shown)
                lines.Dequeue();
        }
    }

    // Process.Start alone would take one in the current folder too.
    private static string Sdk() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.GetFullPath(Path.Combine(folder, "dotnet"))).FirstOrDefault(File.Exists)
        ?? throw new UserError("bundle: expected the .NET SDK, which builds the program; there is no `dotnet` on the PATH.");
}
