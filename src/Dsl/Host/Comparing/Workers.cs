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

    // One that is there already holds: who set it knows the machine.
    private const string Threads = "OMP_NUM_THREADS";

    /// <summary>Threads that each of several processes computes with.</summary>
    /// <param name="jobs">How many processes.</param>
    public static int ThreadsOf(int jobs) => Math.Max(1, Environment.ProcessorCount / jobs);

    /// <summary>Starts those of a folder, and waits until they have ended.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="verb">What they do: compare or sweep.</param>
    /// <param name="folder">The folder of the runs.</param>
    /// <param name="jobs">How many at the most.</param>
    /// <param name="open">How many runs are to be done; no more are started.</param>
    /// <param name="stop">Asks for an end.</param>
    /// <returns>An exit code: 0, 2 where one told of a mistake, 1 where one failed otherwise.</returns>
    /// <exception cref="UserError">Files cannot be locked there.</exception>
    public static int Run(Request request, string verb, string folder, int jobs, int open, CancellationToken stop)
    {
        if (!Claim.Excludes(folder))
            throw new UserError($"{folder}: expected a file system that locks files, so that no two processes take one run; --jobs 1 needs none.");
        string[] words = [.. Program(), verb, "--resume", folder, Option, .. Given("--device", request.DeviceName), .. Given("--variant", request.Experiment.IsVariant ? request.Experiment.Spec.Name : null)];
        return Run(words, Math.Min(jobs, open), ThreadsOf(jobs), stop);

        static string[] Given(string option, string? value) => value is null ? [] : [option, value];
    }

    /// <summary>Starts a command several times at once; what its processes say is said, each line behind a process's number.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="count">How many times.</param>
    /// <param name="threads">Threads that each computes with.</param>
    /// <param name="stop">Asks for an end: the standard input of each ends then, as it does where this process dies.</param>
    /// <inheritdoc cref="Run(Request, string, string, int, int, CancellationToken)" path="/returns"/>
    public static int Run(string[] words, int count, int threads, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
            return 1;
        var workers = Enumerable.Range(1, count).Select(number => Started(words, number, threads)).ToList();
        using (stop.Register(() => workers.ForEach(worker => worker.StandardInput.Close())))
            workers.ForEach(worker => worker.WaitForExit());
        var codes = workers.Select(worker => worker.ExitCode).ToList();
        foreach (var (place, code) in codes.Index().Where(one => one.Item is not (0 or 1 or 2)))
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{place + 1}] ended with {code}."));
        workers.ForEach(worker => worker.Dispose());
        return codes.Contains(2) ? 2 : codes.Any(code => code != 0) ? 1 : 0;
    }

    private static Process Started(string[] words, int number, int threads)
    {
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.TryAdd(Threads, threads.ToString(CultureInfo.InvariantCulture));
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
