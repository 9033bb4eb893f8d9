using Spectre.Console;

namespace Heed.Host;

/// <summary>Says what of this machine fits, what does not, and the mend.</summary>
public static class Doctor
{
    /// <summary>Runs every check. None of them throws: what goes wrong is a finding.</summary>
    /// <param name="runs">The folder that runs are written to.</param>
    public static IReadOnlyList<Checkup> Run(string runs = "runs") =>
    [
        .. Try("system", () => [SystemChecks.System()]),
        .. Try("libstdc++", () => [SystemChecks.StandardLibrary()]),
        .. Try("libtorch", TorchChecks.All),
        .. Try("memory", () => [SystemChecks.Memory()]),
        .. Try("disk for runs", () => [SystemChecks.Disk("disk for runs", runs)]),
        .. Try("disk for the cache", () => [SystemChecks.Disk("disk for the cache", WeakCopy.CacheFolder)]),
    ];

    /// <summary>Prints findings as a table, and then how many things are to be mended.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="findings">What was found.</param>
    public static void Print(IAnsiConsole console, IReadOnlyList<Checkup> findings)
    {
        var table = new Spectre.Console.Table().RoundedBorder().AddColumns("", "", "found", "mend");
        foreach (var finding in findings)
            table.AddRow(new Text(finding.Name), Sign(finding.Verdict), new Text(finding.Found), new Text(finding.Mend ?? ""));
        console.Write(table);
        var failures = findings.Count(finding => finding.Verdict == Verdict.Failure);
        console.WriteLine(failures == 0 ? "Experiments can run here." : $"{failures} to mend before experiments can run.");
    }

    private static Markup Sign(Verdict verdict) => new(verdict switch
    {
        Verdict.Good => "[green]ok[/]",
        Verdict.Warning => "[yellow]warning[/]",
        _ => "[red]failure[/]",
    });

    private static IReadOnlyList<Checkup> Try(string name, Func<IEnumerable<Checkup>> check)
    {
        try
        {
            return [.. check()];
        }
        catch (Exception error)
        {
            return [new(name, Verdict.Failure, $"the check itself failed: {error.Message}", "Report this: a check should not fail.")];
        }
    }
}
