
namespace Heed.Host;

/// <summary>A run that is one of many: begun or gone on with, in a folder of its own.</summary>
internal static class OneOfMany
{
    /// <summary>Trains a run, and tests it where it is asked for; what it came to stands in its folder.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="stop">Asks for an end.</param>
    /// <param name="until">A step to pause after.</param>
    /// <param name="test">Whether its best weights are tested, and a report is written.</param>
    /// <param name="read">What the files held that the others read, as <see cref="RunOutcome.Contents"/>; null where there are none.</param>
    /// <param name="jobs">How many runs are trained at once.</param>
    /// <returns>Null where it was asked to stop before.</returns>
    /// <exception cref="UserError">The data is no longer what the others read.</exception>
    public static RunOutcome? Go(
        Request request, string folder, CancellationToken stop, int until = int.MaxValue, bool test = true, IReadOnlyDictionary<string, string>? read = null, int jobs = 1)
    {
        var begun = HasBegun(folder);
        // What a process leaves that died before its run had a name.
        if (!begun && Directory.Exists(folder))
            WholeFile.Guard(folder, () => Directory.Delete(folder, recursive: true));
        PeakMemory.Begin();
        using var sitting = Sitting.Open(
            request with { Out = begun ? null : folder, Resumes = begun, ResumeFolder = begun ? folder : null });
        var contents = sitting.Session.Plan.Spec.Tasks.ToDictionary(task => task.Name, task => task.Contents);
        if (read is not null && contents.Where(one => read.GetValueOrDefault(one.Key, one.Value) != one.Value).ToList() is { Count: > 0 } changed)
        {
            if (!begun)
                WholeFile.Guard(folder, () => Directory.Delete(folder, recursive: true));
            throw new UserError(
                $"{folder}: expected the data that the runs beside it read; of other data other parts are the test. {string.Concat(changed.Select(one => $"\n  {one.Key}: {read[one.Key]} there, {one.Value} now"))}");
        }

        var diverged = false;
        try
        {
            sitting.Train(stop, until);
        }
        catch (DivergedError error)
        {
            Terminal.Say(error.Message);
            diverged = true;
        }

        if (!diverged && !sitting.Ended && sitting.Step < until)
            return null;
        var (plan, run) = (sitting.Session.Plan, sitting.Run);
        var points = MetricsFile.Read(run.Metrics);
        // A model that is no better than none has no loss to go by.
        diverged |= !points.OfType<ValidationPoint>().Any(point => point.Losses.Values.All(double.IsFinite));
        var peak = PeakMemory.Bytes; // before the report, whose audit holds a second model
        IReadOnlyList<ResultTable> results = test && !diverged ? Evaluation.Report(sitting.Session, run).Results : [];
        var outcome = new RunOutcome(
            plan.Parameters, sitting.Step, new StepCosts(plan, sitting.Session.Data).Of(sitting.Step),
            points is [.., var last] ? last.Elapsed : 0, peak, diverged || sitting.Ended, diverged, results)
        { Contents = contents, Jobs = jobs };
        outcome.Write(folder);
        return outcome;
    }

    /// <summary>Whether a run was begun in a folder.</summary>
    public static bool HasBegun(string folder) => File.Exists(Path.Combine(folder, "config.json"));

    /// <summary>How many steps a budget of operations is enough for, by the batches that they would read.</summary>
    /// <exception cref="UserError">Not for one.</exception>
    public static int StepsWithin(Request request, double flops)
    {
        var data = PreparedData.Of(request.Experiment, request.Spec);
        var plan = Request.PlanOf(request.Spec, data.Vocabulary, data.Tasks.Select(task => task.Spec));
        var costs = new StepCosts(plan, data);
        return costs.Within(flops) is > 0 and var steps
            ? steps
            : throw new UserError(
                $"--flops {flops:g3}: expected enough for a step of {request.Spec.Name}, which takes {Planning.Text.Prefixed(costs.Of(1))}FLOP.");
    }
}
