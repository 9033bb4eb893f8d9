using Heed.Planning;
using Spectre.Console;

namespace Heed.Host;

/// <summary>The verb that searches for the numbers under which an experiment's validation loss is lowest.</summary>
internal static class Sweep
{
    // Of settings that do not go together.
    private const int Told = 5;

    /// <summary>Begins a search or goes on with one.</summary>
    /// <param name="request">What was asked of the experiment.</param>
    /// <param name="asked">What to search; null to go on with a search.</param>
    /// <param name="jobs">How many trials at once, where a search goes on; null for as many as before.</param>
    /// <param name="works">Whether another process conducts it, and shows what came of it.</param>
    public static int Run(Request request, SweepConfig? asked, int? jobs = null, bool works = false)
    {
        using var interruption = new Interruption();
        if (works)
            interruption.AskAtEndOf(Console.OpenStandardInput());
        var folder = asked is null ? ManyFolder.Existing(request, "sweeps", SweepConfig.File) : null;
        var config = asked ?? SweepConfig.Read(folder!, request.Experiment);
        if (jobs is { } many && many != config.Jobs)
            (config = config with { Jobs = many }).Write(folder!);
        request = (request with { Spec = request.Experiment.SpecHere, Settings = [], DeviceName = request.DeviceName ?? config.Device }).With([.. config.Settings]);
        var varied = config.Vary.Select(text => Varied.Parse(request.Spec, text)).ToList();
        var trials = config.Search == "grid" ? Trials.Grid(request.Spec, varied, config.Points) : Trials.Random(request.Spec, varied, config.Trials);
        var rungs = RungsOf(config, trials, request.Spec);
        if (folder is null)
            config.Write(folder = ManyFolder.Begin(request, "sweeps", config.Begun));
        if (!works)
            Tell(trials.LeftOut);

        // Where workers train, each goes through all rungs by itself: whatever goes on follows from what is kept.
        var conducts = !works && config.Jobs > 1;
        var code = conducts
            ? Workers.Run(request, "sweep", folder, config.Jobs, trials.All.Count, interruption.Asked)
            : 0;
        var alive = trials.All;
        var results = new Dictionary<Trial, TrialResult>();
        foreach (var (place, rung) in rungs.Index())
        {
            string[] folders = [.. alive.Select(trial => Path.Combine(folder, trial.Folder))];
            if (!conducts)
                Claim.Each(folders, number => Done(alive[number], rung) is not null, number => Train(alive[number], number, rung), interruption.Asked);
            var done = alive.Select(trial => (Trial: trial, Outcome: Done(trial, rung))).Where(one => one.Outcome is not null).ToList();
            if (done.Count < alive.Count)
            {
                if (!works)
                    Terminal.Say($"Stopped with {done.Count} of {alive.Count} trials at step {Figures.Whole(rung.Steps)}; what was done is kept. To go on: {request.Experiment.Command} sweep --resume {folder}");
                return Math.Max(code, 1);
            }

            foreach (var (trial, outcome) in done)
                results[trial] = new(trial, outcome!, place, LossOf(request.Spec, Path.Combine(folder, trial.Folder), outcome!, rung.Steps));
            // Only what lay within this rung's steps counts: the search comes out the same when it was stopped beyond.
            if (place + 1 < rungs.Count)
                alive = [.. alive.OrderBy(trial => results[trial].Loss).ThenBy(trial => trial.Place).Take(rungs[place + 1].Trials)];
        }

        if (works)
            return 0;
        foreach (var trial in trials.All)
            Claim.Clear(Path.Combine(folder, trial.Folder));
        Show(request, folder, new(
            config, varied, rungs,
            [.. results.Values.OrderByDescending(one => one.Rung).ThenBy(one => one.Loss).ThenBy(one => one.Trial.Place)], trials.LeftOut));
        return 0;

        RunOutcome? Done(Trial trial, Rung rung) =>
            RunOutcome.Read(Path.Combine(folder, trial.Folder)) is { } before && (before.Ended || before.Steps >= rung.Steps) ? before : null;

        void Train(Trial trial, int number, Rung rung)
        {
            Terminal.Say($"Trial {number + 1} of {alive.Count}, to step {Figures.Whole(rung.Steps)}: {string.Join(" ", trial.Settings)}");
            OneOfMany.Go(
                request.With([.. trial.Settings]), Path.Combine(folder, trial.Folder), interruption.Asked, rung.Steps, test: false,
                RunOutcome.ReadBy(trials.All.Select(one => Path.Combine(folder, one.Folder))), config.Jobs);
        }
    }

    private static void Tell(IReadOnlyList<(EquatableArray<string> Settings, string Why)> leftOut)
    {
        foreach (var (settings, why) in leftOut.Take(Told))
            Terminal.Say($"Left out: {string.Join(" ", settings)}: {why}");
        if (leftOut.Count > Told)
            Terminal.Say($"Left out: {leftOut.Count - Told} more; the page names them.");
    }

    private static IReadOnlyList<Rung> RungsOf(SweepConfig config, Trials trials, ExperimentSpec spec)
    {
        if (trials.All.Count == 0)
            throw new UserError("None of the settings go together.\n" + string.Join("\n", trials.LeftOut.Take(Told).Select(one => $"  {string.Join(" ", one.Settings)}: {one.Why}")));
        if (config.Search != "grid" && trials.All.Count < config.Trials)
            Terminal.Say($"There are no more than {trials.All.Count} trials that differ and hold together.");
        if (config.Search != "halving")
            return Rung.Alone(trials.All.Count, spec.Steps);
        var rungs = Rung.Halving(trials.All.Count, spec.Steps, config.Factor);
        return rungs[0].Steps > 0
            ? rungs
            : throw new UserError(
                $"Experiment.Steps = {spec.Steps}: expected at least {Math.Pow(config.Factor, rungs.Count - 1)} for {rungs.Count} rungs, each of {config.Factor} times the steps of the one before.");
    }

    // The lowest validation loss up to a step, of a model that could be kept as the best; infinite where training led nowhere before it.
    private static double LossOf(ExperimentSpec spec, string folder, RunOutcome outcome, int steps)
    {
        var points = MetricsFile.Read(Path.Combine(folder, "metrics.jsonl")).OfType<ValidationPoint>().Where(point => point.Step <= steps).ToList();
        var counted = points.Where(point => point.Step % spec.ValidateEvery == 0 || point == points[^1]);
        var hard = counted.Where(point => !spec.LearnedReductions.Any(learned => learned.IsSoft(point.Step, spec.Steps))).ToList();
        var losses = (hard.Count > 0 ? hard : counted)
            .Select(point => spec.Tasks.Sum(task => task.Weight * point.Losses[task.Name])).Where(double.IsFinite).ToList();
        return losses.Count == 0 || (outcome.Diverged && outcome.Steps < steps) ? double.PositiveInfinity : losses.Min();
    }

    private static void Show(Request request, string folder, SweepResult result)
    {
        WholeFile.Write(Path.Combine(folder, "sweep.csv"), SweepCsv.Of(result));
        WholeFile.Write(Path.Combine(folder, "sweep.html"), SweepPage.Render(result));
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in result.Headings)
            table.AddColumn(new TableColumn(new Spectre.Console.Text(heading)).RightAligned());
        foreach (var rank in Enumerable.Range(0, result.Trials.Count))
            table.AddRow(result.Cells(rank).Select(cell => new Spectre.Console.Text(cell)));
        Terminal.Write(AnsiConsole.Console, table);
        Terminal.Say(result.Note);
        if (result.Trials[0] is { Outcome.Diverged: false } best)
        {
            var set = string.Concat(request.Settings.Concat(best.Trial.Settings).Select(setting => $" --set {setting}"));
            Terminal.Say($"Best: validation loss {Figures.Real(best.Loss)} with{set}");
            Terminal.Say($"To test it: {request.Experiment.Command} evaluate --out {Path.Combine(folder, best.Trial.Folder)}");
        }

        Terminal.Say($"Table: {Path.GetFullPath(Path.Combine(folder, "sweep.csv"))}");
        Terminal.Say($"Page: {Path.GetFullPath(Path.Combine(folder, "sweep.html"))}");
    }
}
