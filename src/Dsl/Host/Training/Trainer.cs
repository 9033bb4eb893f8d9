using System.Diagnostics;
using Heed.Data;
using Heed.Layers;
using Heed.Learning;
using Heed.Measuring;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>Drives a learner from its checkpoint, or from the start, to the last step: measures, validates, checkpoints.</summary>
/// <param name="plan">The plan of the run.</param>
/// <param name="learner">The emitted learner.</param>
/// <param name="batches">What it reads.</param>
/// <param name="vocabulary">What its tokens mean; kept with every checkpoint.</param>
/// <param name="run">Where it writes.</param>
/// <param name="device">What the learner computes on.</param>
public sealed class Trainer(
    ExperimentPlan plan, ILearner learner, TrainingBatches batches, Vocabulary vocabulary, RunFolder run, Device device)
{
    /// <summary>Steps in a row without a finite gradient after which training gives up.</summary>
    private const int Patience = 10;

    private readonly ExperimentSpec spec = plan.Spec;

    private readonly BatchesAhead ahead = new(batches.At);

    // A run validated more often or ended otherwise is still the same run, and so is a longer one where neither the rate falls towards
    // the last step nor what goes on is learned for a share of all steps.
    private readonly string[] mayChange = plan.Spec.Schedule.Decay is Decay.Cosine or Decay.Linear or Decay.OneCycle || plan.Spec.LearnedReductions.Any()
        ? ["Experiment.ValidateEvery", "Experiment.Minutes", "EarlyStop.Patience"]
        : ["Experiment.ValidateEvery", "Experiment.Minutes", "EarlyStop.Patience", "Experiment.Steps"];

    private double best = double.PositiveInfinity;
    private int stale;

    /// <summary>Steps done.</summary>
    public int Step { get; private set; }

    /// <summary>Why training ended before its last step; null where it did not, or was asked to stop.</summary>
    public string? End { get; private set; }

    /// <summary>Goes on from the last checkpoint of the run; where none was left yet, from the start.</summary>
    public void Resume()
    {
        if (WholeFolder.Find(run.LastCheckpoint) is null)
            return;
        var state = Checkpoint.Resume(run.LastCheckpoint, State(), learner.Weights(), learner.TrainingState());
        learner.Refresh();
        best = state.Best ?? double.PositiveInfinity;
        (Step, stale) = (state.Step, state.Stale);
    }

    /// <summary>
    /// Trains to the last step, or until an end is asked for, the time is up or validations stop getting better; a checkpoint is left.
    /// </summary>
    /// <param name="log">Where measurements go.</param>
    /// <param name="view">Who is told.</param>
    /// <param name="stop">Asks for an end.</param>
    /// <param name="until">A step to pause after, with a validation: the run can go on from there as if it had not paused.</param>
    /// <exception cref="DivergedError">Training diverged.</exception>
    public void Train(RunLog log, ITrainingView view, CancellationToken stop, int until = int.MaxValue)
    {
        var before = log.History.Count == 0 ? 0 : log.History[^1].Elapsed;
        var clock = Stopwatch.StartNew();
        var lost = 0;
        End = Early(before);
        while (Step < Math.Min(spec.Steps, until) && !stop.IsCancellationRequested && End is null)
        {
            var began = clock.Elapsed.TotalSeconds;
            var read = Read();
            var report = learner.Step(++Step, read);

            // What was best before positions were left out for good is another model.
            if (IsSoft(Step - 1) && !IsSoft(Step))
                (best, stale) = (double.PositiveInfinity, 0);
            lost = double.IsFinite(report.GradientNorm) ? 0 : lost + 1;
            if (lost > 0)
                view.Say($"step {Step}: the gradient is not finite; the step was left out");
            if (lost == Patience)
                throw Diverged();
            var now = clock.Elapsed.TotalSeconds;
            var elapsed = before + now;
            var point = Point(report, elapsed, read.Sum(batch => batch.RealTokens) / (now - began));
            log.Append(point);
            view.Show(point);
            var counts = Step % spec.ValidateEvery == 0 || Step == spec.Steps || IsLate(elapsed);
            if (counts || Step == until)
                Validate(log, view, () => before + clock.Elapsed.TotalSeconds, counts);
            End = Early(elapsed);
        }

        // Minutes or steps that were set lower can end a run that was not validated yet, or only at a pause; and it is to have a best model.
        if ((End is not null || Step >= spec.Steps) && WholeFolder.Find(run.BestCheckpoint) is null
            && (log.History is not [.., ValidationPoint last] || last.Losses.Values.All(double.IsFinite)))
        {
            Validate(log, view, () => before + clock.Elapsed.TotalSeconds, counts: true);
        }

        if (End is not null && Step < spec.Steps)
            view.Say($"step {Step}: training ends early: {End}");

        if (stop.IsCancellationRequested)
            Save(run.LastCheckpoint);
    }

    // A file that is read on can turn out to be bad, or be changed, at any step: nothing is lost.
    private IReadOnlyList<Batch> Read()
    {
        try
        {
            return ahead.Take(Step + 1);
        }
        catch (UserError error) when (Step > 0)
        {
            Save(run.LastCheckpoint);
            throw new UserError($"{error.Message} Training stopped after step {Step}, and its last checkpoint holds that."
                + (error.IsOfBadRow ? " Where a bad row may be left out, SkipBadRows on the tasks that read it says so, and train --resume goes on." : ""));
        }
    }

    private bool IsLate(double elapsed) => spec.Minutes > 0 && elapsed >= 60 * spec.Minutes;

    private bool IsSoft(int step) => step > 0 && spec.LearnedReductions.Any(learned => learned.IsSoft(step, spec.Steps));

    private string? Early(double elapsed) =>
        IsLate(elapsed) ? $"Experiment.Minutes = {Planning.Text.Number(spec.Minutes)} are up"
        : spec.EarlyStop is { } limit && stale >= limit.Patience && !IsSoft(Step) ? $"{Planning.Text.Count(stale, "validation")} without a new best"
        : null;

    private TrainPoint Point(StepReport report, double elapsed, double tokensPerSecond) => new(
        Step, elapsed, spec.Tasks.Zip(report.Losses).ToDictionary(pair => pair.First.Name, pair => pair.Second),
        report.Loss, report.LearningRate, report.GradientNorm, tokensPerSecond);

    // One at which training merely pauses counts for nothing: a run that did not pause has none there.
    private void Validate(RunLog log, ITrainingView view, Func<double> elapsed, bool counts)
    {
        Swap();
        var losses = spec.Tasks.Zip(batches.Validation.Select((task, place) => task
            .Select(batch => learner.Evaluate(place, batch))
            .Aggregate(new TokenLoss(0, 0), (sum, loss) => sum.And(loss)).Mean)).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        var total = spec.Tasks.Sum(task => task.Weight * losses[task.Name]);
        var improved = counts && total < best;
        if (counts)
            (best, stale) = improved ? (total, 0) : (best, stale + 1);
        var point = new ValidationPoint(
            Step, elapsed(), losses,
            spec.Tasks.Where(task => task.Kind.IsOfTokens()).ToDictionary(task => task.Name, task => Perplexity.Of(losses[task.Name])))
        {
            PeakMemory = PeakMemory.Bytes ?? 0,
        };
        log.Append(point);
        view.Show(point);
        if (improved)
            Save(run.BestCheckpoint);
        Swap();
        Save(run.LastCheckpoint);
    }

    private void Swap()
    {
        if (learner.Average is null)
            return;
        learner.Average.Swap();
        learner.Refresh();
    }

    private void Save(string folder) => State().Save(folder, learner.Weights(), learner.TrainingState(), vocabulary);

    private Checkpoint State() => new(
        spec.Name,
        Overrides.Settings(spec).Where(setting => !mayChange.Contains(setting.Key) && !Overrides.Decodes(setting.Key)).ToDictionary(setting => setting.Key, setting => setting.Value),
        Step, spec.Seed, get_num_threads(), double.IsFinite(best) ? best : null, device.type.ToString().ToLowerInvariant(), stale,
        ComputeType.Name(learner.Computes));

    private DivergedError Diverged() => new(
        $"Training diverged: at step {Step} the gradient was not finite for the {Patience}th time in a row. " +
        $"Its checkpoints stand in {run.Checkpoints}. A lower rate may help: --set {spec.Optimizer.Name}.LearningRate={spec.Optimizer.LearningRate / 3:g2}");
}
