using System.Diagnostics;
using System.Globalization;

namespace Heed.Host;

/// <summary>
/// Processes that train the runs of one folder at once, each with its share of the processor: small models do not fill many cores, and two
/// that compute by themselves wait for nobody. Each claims a run after the other, until none is left.
/// </summary>
public static class Workers
{
    /// <summary>The option that makes a process a worker.</summary>
    public const string Option = "--worker";

    private const string Threads = "OMP_NUM_THREADS";

    /// <summary>Threads that each of several processes computes with.</summary>
    /// <param name="jobs">How many processes.</param>
    public static int ThreadsOf(int jobs) => Math.Max(1, Environment.ProcessorCount / jobs);

    /// <summary>Starts those of a folder, and waits until they have ended.</summary>
    /// <param name="verb">What they do: compare or sweep.</param>
    /// <param name="folder">The folder of the runs.</param>
    /// <param name="jobs">How many.</param>
    /// <param name="device">cpu, cuda, or null for the best there is.</param>
    /// <param name="stop">Asks for an end.</param>
    /// <returns>0, or the code of the first that failed.</returns>
    public static int Run(string verb, string folder, int jobs, string? device, CancellationToken stop) =>
        Run([.. Program(), verb, "--resume", folder, Option, .. device is null ? (string[])[] : ["--device", device]], jobs, stop);

    /// <summary>Starts a command several times at once; what its processes say is said, each line behind a process's number.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="jobs">How many.</param>
    /// <param name="stop">Asks for an end: the standard input of each ends then, as it does where this process dies.</param>
    /// <returns>0, or the code of the first that failed.</returns>
    public static int Run(string[] words, int jobs, CancellationToken stop)
    {
        var workers = Enumerable.Range(1, jobs).Select(number => Started(words, number, jobs)).ToList();
        using var asked = stop.Register(() => workers.ForEach(worker => worker.StandardInput.Close()));
        foreach (var worker in workers)
            worker.WaitForExit();
        var code = workers.Select(worker => worker.ExitCode).FirstOrDefault(code => code != 0);
        workers.ForEach(worker => worker.Dispose());
        return code;
    }

    private static Process Started(string[] words, int number, int jobs)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.TryAdd(Threads, ThreadsOf(jobs).ToString(CultureInfo.InvariantCulture));
        var worker = Process.Start(start)!;
        worker.OutputDataReceived += (_, said) => Say(Terminal.Say, said.Data);
        worker.ErrorDataReceived += (_, said) => Say(line => Console.Error.WriteLine(Terminal.Safe(line)), said.Data);
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        return worker;

        void Say(Action<string> say, string? line)
        {
            if (line is not null)
                say(string.Create(CultureInfo.InvariantCulture, $"[{number}] {line}"));
        }
    }

    // This program once more: itself, or the host that runs it and the file that it runs.
    private static string[] Program() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? [Environment.ProcessPath!, Environment.GetCommandLineArgs()[0]]
        : [Environment.ProcessPath!];
}
