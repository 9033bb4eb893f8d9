using System.CommandLine;
using System.Globalization;

namespace Heed.Host;

/// <summary>The verbs that train many runs, and their options.</summary>
internal static class ManyVerbs
{
    /// <summary>The verb that holds an experiment and its variants side by side.</summary>
    /// <param name="read">What is asked of the experiment.</param>
    /// <param name="options">The options of every training.</param>
    public static Command Compare(Func<ParseResult, Request> read, IReadOnlyList<Option> options)
    {
        var seeds = new Option<int?>("--seeds") { Description = $"How many seeds, the experiment's own and those after it; {Host.Compare.Seeds} by default." };
        var flops = new Option<string?>("--flops") { Description = "The budget of each run in operations, such as 1e15, in the place of steps." };
        var minutes = new Option<string?>("--minutes") { Description = "The budget of each run in minutes of training." };
        var quick = new Option<bool>("--quick") { Description = $"All of them in about {Host.Compare.QuickMinutes:0} minutes, with one seed: a look at what runs, which claims no quality." };
        var (jobs, worker) = (Jobs(), Worker());
        var verb = new Command("compare", "Train the experiment and its variants, each with several seeds; a table and plots of quality and cost.")
        {
            seeds, flops, minutes, quick, jobs, worker,
        };
        foreach (var option in options)
            verb.Add(option);
        verb.SetAction(parsed =>
        {
            var request = read(parsed);
            if (request.Experiment.IsVariant)
                throw new UserError("compare takes no --variant: it trains them all.");
            if (parsed.GetValue(worker))
                return Host.Compare.Work(request);
            var isQuick = parsed.GetValue(quick);
            var atOnce = JobsOf(parsed, jobs);
            var count = parsed.GetValue(seeds) ?? (isQuick ? 1 : null);
            if (count is < 1 or > 1_000)
                throw new UserError($"--seeds {count}: expected a whole number from 1 to 1,000.");
            var operations = Number("--flops", parsed.GetValue(flops));
            if (operations is not null && request.Settings.Any(setting => setting.StartsWith("Experiment.Steps=", StringComparison.OrdinalIgnoreCase)))
                throw new UserError("--flops and --steps: expected one budget; operations say how many steps there are.");
            if (isQuick && (operations is not null || parsed.GetValue(minutes) is not null))
                throw new UserError("--quick: expected no other budget beside it, such as --flops or --minutes.");
            var limit = isQuick ? Host.Compare.QuickLimit(request.Experiment, count!.Value, atOnce ?? 1) : Number("--minutes", parsed.GetValue(minutes));
            if (request.Resumes)
            {
                return limit is null && operations is null && request.Settings.Count == 0
                    ? Host.Compare.Resume(request, count, atOnce)
                    : throw new UserError("compare --resume goes on as it was begun; it takes --seeds, --jobs and --device beside the folder.");
            }

            request = Limited(request, limit);
            return Host.Compare.Begin(request, new(
                request.Spec.Name, DateTimeOffset.Now, CommandOf(request, "compare", parsed), request.Settings, request.DeviceName,
                count ?? Host.Compare.Seeds, operations, ComparisonConfig.Declared(request.Experiment), atOnce ?? 1)
            {
                Quick = isQuick,
            });
        });
        return verb;
    }

    /// <summary>The verb that searches for numbers.</summary>
    /// <param name="read">What is asked of the experiment.</param>
    /// <param name="options">The options of every training.</param>
    public static Command Sweep(Func<ParseResult, Request> read, IReadOnlyList<Option> options)
    {
        var search = new Option<string?>("--search") { Description = "random (by default), grid, or halving: the better trials go on, the others end early." };
        var trials = new Option<int?>("--trials") { Description = "How many trials, of random and halving; 12 by default." };
        var points = new Option<int?>("--points") { Description = "Points of each range, of a grid; 3 by default." };
        var factor = new Option<int?>("--factor") { Description = "Of halving: the best of so many goes on to so many times the steps; 2 by default." };
        var vary = new Option<string[]>("--vary")
        {
            Description = "A number and its values: AdamW.LearningRate=1e-4..1e-2 or Encoder.Width=64,128; may be given again.",
            DefaultValueFactory = _ => [],
        };
        var (jobs, worker) = (Jobs(), Worker());
        var verb = new Command("sweep", "Search for the numbers with the lowest validation loss; a table and plots.")
        {
            search, trials, points, factor, vary, jobs, worker,
        };
        foreach (var option in options)
            verb.Add(option);
        verb.SetAction(parsed =>
        {
            var request = read(parsed);
            if (parsed.GetValue(worker))
                return Host.Sweep.Run(request, null, works: true);
            var atOnce = JobsOf(parsed, jobs);
            var (kind, varied) = (parsed.GetValue(search), parsed.GetValue(vary) ?? []);
            if (request.Resumes)
            {
                return kind is null && varied.Length == 0 && request.Settings.Count == 0 && new[] { trials, points, factor }.All(option => parsed.GetValue(option) is null)
                    ? Host.Sweep.Run(request, null, atOnce)
                    : throw new UserError("sweep --resume goes on as it was begun; it takes --jobs and --device beside the folder.");
            }

            kind ??= "random";
            if (kind is not ("random" or "grid" or "halving"))
                throw new UserError($"--search {kind}: expected random, grid or halving.");
            if (varied.Length == 0)
                throw new UserError("sweep: expected something to vary: --vary AdamW.LearningRate=1e-4..1e-2 or --vary Encoder.Width=64,128.");
            foreach (var (option, takes) in new[] { (trials, kind != "grid"), (points, kind == "grid"), (factor, kind == "halving") })
            {
                if (parsed.GetValue(option) is { } given && (!takes || given < (option == trials ? 1 : 2) || given > 10_000))
                    throw new UserError($"{option.Name} {given}: {(takes ? $"expected a whole number from {(option == trials ? 1 : 2)} to 10,000" : $"a {kind} search takes none")}.");
            }

            return Host.Sweep.Run(request, new(
                request.Spec.Name, DateTimeOffset.Now, CommandOf(request, "sweep", parsed), request.Settings, request.DeviceName, kind,
                parsed.GetValue(trials) ?? 12, parsed.GetValue(points) ?? 3, parsed.GetValue(factor) ?? 2, varied, DeclaredNow.Of(request.Experiment), atOnce ?? 1));
        });
        return verb;
    }

    private static Option<int?> Jobs() => new("--jobs")
    {
        Description = "How many runs at once, each in a process with its share of the processor; 1 by default, or as many as before. Small models train the faster so, large ones need the memory.",
    };

    private static Option<bool> Worker() => new(Workers.Option) { Hidden = true };

    private static int? JobsOf(ParseResult parsed, Option<int?> jobs) => parsed.GetValue(jobs) is { } given and (< 1 or > 1_000)
        ? throw new UserError($"--jobs {given}: expected a whole number from 1 to 1,000.")
        : parsed.GetValue(jobs);

    // What was typed, less where it is written to.
    private static string CommandOf(Request request, string verb, ParseResult parsed)
    {
        var words = parsed.CommandResult.Children.OfType<System.CommandLine.Parsing.OptionResult>()
            .Where(option => option is { Implicit: false, Option.Name: not "--out" })
            .SelectMany(option => option.Tokens.Select(token => $"{option.Option.Name} {token.Value}").DefaultIfEmpty(option.Option.Name));
        return string.Join(" ", words.Prepend($"{request.Experiment.Command} {verb}"));
    }

    private static Request Limited(Request request, double? minutes) => minutes is not { } limit ? request : request.With(
        string.Create(CultureInfo.InvariantCulture, $"Experiment.Minutes={limit}"));

    /// <summary>A number above 0 that an option holds.</summary>
    private static double? Number(string option, string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value) ? value
        : throw new UserError($"{option} {text}: expected a number above 0, such as 1e15 or 5.");
}
