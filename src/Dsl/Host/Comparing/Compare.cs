using System.Globalization;
using System.Text.RegularExpressions;
using Heed.Planning;
using Spectre.Console;

namespace Heed.Host;

/// <summary>The verb that trains an experiment and its variants, each with several seeds, under one budget, and holds them side by side.</summary>
internal static partial class Compare
{
    /// <summary>Seeds of a contender where none are asked for.</summary>
    public const int Seeds = 3;

    /// <summary>What a quick comparison takes, about.</summary>
    public const double QuickMinutes = 30;

    /// <summary>Minutes of training for each run of a quick comparison: a quarter is left for reading data, for tests and for reports.</summary>
    public static double QuickLimit(HostedExperiment experiment, int seeds, int jobs) =>
        Math.Round(0.75 * QuickMinutes / Math.Ceiling((double)seeds * ComparisonConfig.ContendersOf(experiment).Count / jobs), 3);

    /// <summary>Begins a comparison.</summary>
    /// <param name="request">What was asked of the base.</param>
    /// <param name="config">How it is to be made.</param>
    /// <exception cref="UserError">A contender does not hold together with it, or its folder is in use.</exception>
    public static int Begin(Request request, ComparisonConfig config)
    {
        // All mistakes before the first run, not after hours of others.
        foreach (var contender in ComparisonConfig.ContendersOf(request.Experiment))
        {
            foreach (var setting in request.Settings.Except(Held(request, contender)))
                Terminal.Say($"--set {setting}: {contender.Spec.Name} has no such number.");
            HostedExperiment.Plan(Overrides.Apply(contender.SpecHere, Settings(request, contender, request.Spec.Seed + config.Seeds - 1)));
            _ = RequestOf(request, contender, request.Spec.Seed, config.Flops, path: "");
        }

        var folder = ManyFolder.Begin(request, "comparisons", config.Begun);
        config.Write(folder);
        return Run(request, folder, config);
    }

    /// <summary>Goes on with one.</summary>
    /// <param name="request">What was asked of the base.</param>
    /// <param name="seeds">How many seeds; null for as many as before.</param>
    /// <param name="jobs">How many runs at once; null for as many as before.</param>
    /// <exception cref="UserError">There is none, or it was of something else.</exception>
    public static int Resume(Request request, int? seeds, int? jobs)
    {
        var folder = ManyFolder.Existing(request, "comparisons", ComparisonConfig.File);
        var config = ComparisonConfig.Read(folder, request.Experiment);
        var now = config with { Contenders = ComparisonConfig.Declared(request.Experiment), Jobs = jobs ?? config.Jobs };
        if (seeds is { } count && count != config.Seeds)
            now = now with { Seeds = count, Command = $"{AnySeeds().Replace(config.Command, "")} --seeds {count}" };
        foreach (var name in now.Contenders.Keys.Except(config.Contenders.Keys))
            Terminal.Say($"{name}: declared since this comparison was begun; it is trained as the others were.");
        if (now.Seeds != config.Seeds || now.Jobs != config.Jobs || now.Contenders.Count != config.Contenders.Count)
            now.Write(folder);
        return Run(request, folder, now);
    }

    /// <summary>Trains runs of a comparison that another process conducts, until none is left that nobody trains.</summary>
    /// <param name="request">What was asked of the base: to go on with the folder.</param>
    public static int Work(Request request)
    {
        using var interruption = new Interruption();
        interruption.AskAtEndOf(Console.OpenStandardInput());
        var folder = ManyFolder.Existing(request, "comparisons", ComparisonConfig.File);
        var config = ComparisonConfig.Read(folder, request.Experiment);
        return Train(As(request, config), folder, config, interruption.Asked);
    }

    private static int Run(Request request, string folder, ComparisonConfig config)
    {
        using var interruption = new Interruption();
        request = As(request, config);
        var runs = Runs(request, config);
        var open = runs.Count(run => RunOutcome.Read(FolderOf(folder, run)) is null);
        var code = config.Jobs == 1 || open == 0
            ? Train(request, folder, config, interruption.Asked)
            : Workers.Run(request, "compare", folder, config.Jobs, open, interruption.Asked);
        var done = (from run in runs let outcome = RunOutcome.Read(FolderOf(folder, run)) where outcome is not null select (run, outcome)).ToList();
        if (done.Count < runs.Count)
        {
            Terminal.Say(
                $"Stopped with {done.Count} of {runs.Count} runs done; what was done is kept. " +
                $"To go on: {request.Experiment.Command} compare --resume {folder}");
            return Math.Max(code, 1);
        }

        // Runs that were begun together had none beside them to tell what they should read.
        if (done.Where(one => one.outcome.Contents is not null).GroupBy(one => string.Join("; ", one.outcome.Contents!.Select(file => $"{file.Key}: {file.Value}")), one => FolderOf(folder, one.run)).ToList() is { Count: > 1 } read)
            throw new UserError($"{folder}: expected runs that read the same data. {string.Concat(read.Select(same => $"\n  {same.Key}: {string.Join(", ", same)}"))}\nThose whose folders are taken away are trained again.");
        runs.ForEach(run => Claim.Clear(FolderOf(folder, run)));
        Show(folder, new(
            config, [.. runs.Select(run => run.Seed).Distinct()],
            [.. from one in done group one.outcome by one.run.Contender.Spec into same select new Contender(same.Key.Name, Planning.AllocationCost.Assumed(same.Key), [.. same])]));
        return 0;
    }

    private static int Train(Request request, string folder, ComparisonConfig config, CancellationToken stop)
    {
        var runs = Runs(request, config);
        string[] folders = [.. runs.Select(run => FolderOf(folder, run))];
        Claim.Each(folders, place => RunOutcome.Read(folders[place]) is not null, place =>
        {
            var run = runs[place];
            Terminal.Say($"Run {place + 1} of {runs.Count}: {run.Contender.Spec.Name}, seed {run.Seed}");
            OneOfMany.Go(
                RequestOf(request, run.Contender, run.Seed, config.Flops, folders[place]), folders[place], stop,
                read: RunOutcome.ReadBy(folders), jobs: config.Jobs);
        }, stop);
        return stop.IsCancellationRequested ? 1 : 0;
    }

    // A seed after the other: what is there after a while holds all contenders side by side.
    private static List<OneRun> Runs(Request request, ComparisonConfig config) =>
    [
        .. from seed in Enumerable.Range(Overrides.Apply(request.Experiment.Spec, config.Settings).Seed, config.Seeds)
           from contender in ComparisonConfig.ContendersOf(request.Experiment)
           select new OneRun(contender, seed),
    ];

    private static Request As(Request request, ComparisonConfig config) =>
        request with { Settings = config.Settings, DeviceName = request.DeviceName ?? config.Device };

    /// <summary>The folder of one run.</summary>
    public static string FolderOf(string folder, string contender, int seed) =>
        Path.Combine(folder, contender, FormattableString.Invariant($"seed-{seed}"));

    private static string FolderOf(string folder, OneRun run) => FolderOf(folder, run.Contender.Spec.Name, run.Seed);

    private static void Show(string folder, Comparison comparison)
    {
        WholeFile.Write(Path.Combine(folder, "compare.csv"), ComparisonCsv.Of(comparison));
        WholeFile.Write(Path.Combine(folder, "compare.html"), ComparisonPage.Render(comparison));
        var (drawing, plot) = (ParetoDrawing.Of(comparison), Path.Combine(folder, "compare.svg"));
        if (drawing is not null)
            WholeFile.Write(plot, drawing);
        ComparisonView.Write(AnsiConsole.Console, comparison);
        Terminal.Say($"Table: {Path.GetFullPath(Path.Combine(folder, "compare.csv"))}");
        if (drawing is not null)
            Terminal.Say($"Plot: {Path.GetFullPath(plot)}");
        Terminal.Say($"Page: {Path.GetFullPath(Path.Combine(folder, "compare.html"))}");
    }

    private static Request RequestOf(Request request, HostedExperiment contender, int seed, double? flops, string path)
    {
        var one = request with { Experiment = contender, Settings = Settings(request, contender, seed) };
        one = one with { Spec = Overrides.Apply(contender.SpecHere, one.Settings) };
        if (flops is null || OneOfMany.HasBegun(path))
            return one;
        return one.With($"Experiment.Steps={OneOfMany.StepsWithin(one, flops.Value)}");
    }

    private static IReadOnlyList<string> Settings(Request request, HostedExperiment contender, int seed) =>
        [.. Held(request, contender), string.Create(CultureInfo.InvariantCulture, $"Experiment.Seed={seed}")];

    // The settings whose numbers a contender has: what the base has, such as its optimizer's, a variant may have left out.
    private static IEnumerable<string> Held(Request request, HostedExperiment contender)
    {
        var numbers = Numbers.Of(contender.Spec).Select(number => number.Path).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return request.Settings.Where(setting => numbers.Contains(setting.Split('=')[0].Trim()));
    }

    private sealed record OneRun(HostedExperiment Contender, int Seed);

    [GeneratedRegex(" --seeds \\d+")]
    private static partial Regex AnySeeds();
}
