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
    public static double QuickLimit(HostedExperiment experiment, int seeds) =>
        Math.Round(0.75 * QuickMinutes / (seeds * ComparisonConfig.ContendersOf(experiment).Count), 3);

    /// <summary>Begins a comparison or goes on with one.</summary>
    /// <param name="request">What was asked of the base.</param>
    /// <param name="seeds">How many seeds; null for as many as before, or as there are by default.</param>
    /// <param name="flops">Operations that each run may take; null where steps or time are the budget.</param>
    /// <param name="command">The command that repeats it.</param>
    /// <param name="quick">Whether the clock is to end runs long before they are done.</param>
    public static int Run(Request request, int? seeds, double? flops, string command, bool quick = false)
    {
        using var interruption = new Interruption();
        var (folder, config) = request.Resumes ? Existing(request, seeds, flops) : Begin(request, seeds ?? Seeds, flops, command, quick);
        request = request with { Settings = config.Settings, DeviceName = request.DeviceName ?? config.Device };
        var contenders = ComparisonConfig.ContendersOf(request.Experiment);
        int[] chosen = [.. Enumerable.Range(Overrides.Apply(request.Experiment.Spec, config.Settings).Seed, config.Seeds)];
        var outcomes = contenders.ToDictionary(one => one, _ => new List<RunOutcome>());
        foreach (var (place, (seed, contender)) in (from seed in chosen from contender in contenders select (seed, contender)).Index())
        {
            var (name, path) = (contender.Spec.Name, FolderOf(folder, contender.Spec.Name, seed));
            var outcome = RunOutcome.Read(path);
            if (outcome is null && !interruption.Asked.IsCancellationRequested)
            {
                Terminal.Say($"Run {place + 1} of {chosen.Length * contenders.Count}: {name}, seed {seed}");
                outcome = OneOfMany.Go(
                    RequestOf(request, contender, seed, config.Flops, path), path, interruption.Asked,
                    read: RunOutcome.ReadBy(contenders.SelectMany(one => outcomes[one])));
            }

            if (outcome is null)
            {
                Terminal.Say(
                    $"Stopped in run {place + 1} of {chosen.Length * contenders.Count} ({name}, seed {seed}); what was done is kept. " +
                    $"To go on: {request.Experiment.Command} compare --resume {folder}");
                return 1;
            }

            outcomes[contender].Add(outcome);
        }

        Show(folder, new(config, chosen, [.. contenders.Select(one => new Contender(one.Spec.Name, Planning.AllocationCost.Assumed(one.Spec), outcomes[one]))]));
        return 0;
    }

    /// <summary>The folder of one run.</summary>
    public static string FolderOf(string folder, string contender, int seed) =>
        Path.Combine(folder, contender, FormattableString.Invariant($"seed-{seed}"));

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

    private static (string Folder, ComparisonConfig Config) Begin(Request request, int seeds, double? flops, string command, bool quick)
    {
        var config = new ComparisonConfig(
            request.Spec.Name, DateTimeOffset.Now, command,
            request.Settings, request.DeviceName, seeds, flops, ComparisonConfig.Declared(request.Experiment))
        { Quick = quick };
        // All mistakes before the first run, not after hours of others.
        foreach (var contender in ComparisonConfig.ContendersOf(request.Experiment))
        {
            foreach (var setting in request.Settings.Except(Held(request, contender)))
                Terminal.Say($"--set {setting}: {contender.Spec.Name} has no such number.");
            HostedExperiment.Plan(Overrides.Apply(contender.SpecHere, Settings(request, contender, request.Spec.Seed + seeds - 1)));
            _ = RequestOf(request, contender, request.Spec.Seed, flops, path: "");
        }

        var folder = ManyFolder.Begin(request, "comparisons", config.Begun);
        config.Write(folder);
        return (folder, config);
    }

    private static (string Folder, ComparisonConfig Config) Existing(Request request, int? seeds, double? flops)
    {
        if (request.Settings.Count > 0 || flops is not null)
            throw new UserError("compare --resume goes on as it was begun; it takes --seeds and --device beside the folder.");
        var folder = ManyFolder.Existing(request, "comparisons", ComparisonConfig.File);
        var config = ComparisonConfig.Read(folder, request.Experiment);
        var now = config with { Contenders = ComparisonConfig.Declared(request.Experiment) };
        if (seeds is { } count && count != config.Seeds)
            now = now with { Seeds = count, Command = $"{AnySeeds().Replace(config.Command, "")} --seeds {count}" };
        foreach (var name in now.Contenders.Keys.Except(config.Contenders.Keys))
            Terminal.Say($"{name}: declared since this comparison was begun; it is trained as the others were.");
        if (now.Seeds != config.Seeds || now.Contenders.Count != config.Contenders.Count)
            now.Write(folder);
        return (folder, now);
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

    [GeneratedRegex(" --seeds \\d+")]
    private static partial Regex AnySeeds();
}
