using Spectre.Console;

namespace Heed.Host;

/// <summary>One sitting at a run, which is begun or gone on with: trained, then tested.</summary>
internal sealed class Sitting : IDisposable
{
    private readonly Trainer trainer;

    private Sitting(Session session, RunFolder run, Trainer trainer) => (Session, Run, this.trainer) = (session, run, trainer);

    public Session Session { get; }

    public RunFolder Run { get; }

    /// <summary>Steps done.</summary>
    public int Step => trainer.Step;

    /// <summary>Whether nothing is left to train.</summary>
    public bool Ended => trainer.Step >= Session.Plan.Spec.Steps || trainer.End is not null;

    /// <summary>Begins a run, or opens the one to go on with at its last checkpoint.</summary>
    public static Sitting Open(Request request)
    {
        var existing = request.Resumes ? request.ExistingRun() : null;
        var session = Session.Open(request, existing);
        try
        {
            var run = existing ?? RunFolder.Start(
                new(
                    request.Spec.Name, DateTimeOffset.Now, request.Command, Overrides.Settings(request.Spec),
                    RunOrigin.Of(request.Experiment.Commit, session.Device, session.Learner.Computes)),
                request.Out);
            if (existing is null)
                run.WriteCode(EmittedCode.Of(request.Experiment));
            Lexicons.Keep(session.Plan.Spec, request.Experiment.Folder, run, session.Data.Tokenization);
            var trainer = new Trainer(
                session.Plan, session.Learner, session.Data.Batches(session.Plan), session.Data.Vocabulary, run, session.Device);
            if (existing is not null)
            {
                trainer.Resume();
                run = existing.With(Overrides.Settings(request.SpecOf(existing)), request.Settings);
            }

            return new(session, run, trainer);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Trains until the run ends, a step is done or an end is asked for; a checkpoint is left.</summary>
    /// <exception cref="DivergedError">Training diverged.</exception>
    public void Train(CancellationToken stop, int until = int.MaxValue)
    {
        Terminal.Say($"{Run.Root}: {(Step == 0 ? "training" : $"going on from step {Step}")}");
        using var log = Run.OpenLog(Step);
        TrainingView.Watch(AnsiConsole.Console, Math.Min(Session.Plan.Spec.Steps, until), view =>
        {
            trainer.Train(log, view, stop, until);
            return Step;
        });
        foreach (var (task, read) in Session.Data.Tasks.Zip(Session.Data.ReadOn(Session.Plan, Step)))
            if (read is not null)
                Terminal.Say($"{task.Name}: read {read}");
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
