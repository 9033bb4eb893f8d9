using System.Diagnostics;
using Heed.Host;

namespace Heed.Benchmarks;

/// <summary>What stands between <c>dotnet run</c> and the first training step.</summary>
/// <param name="Experiment">The experiment's file.</param>
/// <param name="Seconds">Until the first step is told.</param>
/// <param name="PeakMiB">What its largest process held at the most until then.</param>
public sealed record Start(string Experiment, double Seconds, double PeakMiB)
{
    // One step and as little as possible before it; the program is ended once that is done.
    private static readonly string[] Least = ["train", "--steps", "1", "--set", "Experiment.ValidateEvery=1000", "--set", "Split.Validation=0.001", "--set", "Split.Test=0.001"];

    /// <summary>Starts an experiment several times. The first builds it and fills caches; it is told too.</summary>
    /// <param name="experiment">The experiment's file.</param>
    /// <param name="times">How often.</param>
    public static IEnumerable<Start> Measure(string experiment, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var folder = Directory.CreateTempSubdirectory("heed-start-").FullName;
            try
            {
                yield return Once(experiment, Path.Combine(folder, "run"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static Start Once(string experiment, string run)
    {
        var (clock, said) = (Stopwatch.StartNew(), new List<string>());
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["run", experiment, "--", .. Least, "--out", run]) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            said.Add(line);
            if (!line.StartsWith("step 1 of", StringComparison.Ordinal))
                continue;
            var start = new Start(experiment, clock.Elapsed.TotalSeconds, Peak(run));
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return start;
        }

        throw new InvalidOperationException($"{experiment} ended before its first step:\n{string.Join('\n', said.TakeLast(10))}");
    }

    // Of all processes that were told where the run is kept.
    private static double Peak(string run) => Directory.GetDirectories("/proc")
        .Where(folder => Read(folder, "cmdline").Contains(run, StringComparison.Ordinal))
        .Select(folder => (PeakMemory.Told(Read(folder, "status")) ?? 0) / (1024.0 * 1024))
        .DefaultIfEmpty().Max();

    private static string Read(string folder, string file)
    {
        try
        {
            return File.Exists(Path.Combine(folder, file)) ? File.ReadAllText(Path.Combine(folder, file)) : "";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return ""; // a process that has ended meanwhile
        }
    }
}
