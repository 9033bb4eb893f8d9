using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>An experiment brought to life: its plan, its data, its learner.</summary>
internal sealed class Session : IDisposable
{
    private Session(HostedExperiment experiment, ExperimentPlan plan, PreparedData data, ILearner learner, Device device) =>
        (Experiment, Plan, Data, Learner, Device) = (experiment, plan, data, learner, device);

    public HostedExperiment Experiment { get; }

    public ExperimentPlan Plan { get; }

    public PreparedData Data { get; }

    public ILearner Learner { get; }

    public Device Device { get; }

    /// <summary>A new run, or a run that is there, with the numbers that it was started with.</summary>
    /// <exception cref="UserError">The data is no longer what the run was trained on.</exception>
    public static Session Open(Request request, RunFolder? run)
    {
        var spec = request.SpecOf(run);
        HostedExperiment.Plan(spec);
        // The data needs no libtorch, and this thread has to load that: its heap is the one that is tuned.
        var preparing = Task.Run(() => PreparedData.Of(request.Experiment, spec));
        var device = request.Device();
        FastMath.Tune();
        var data = preparing.GetAwaiter().GetResult();
        if (run is not null && WholeFolder.Find(run.LastCheckpoint) is not null && Checkpoint.LoadVocabulary(run.LastCheckpoint) != data.Vocabulary)
            throw new UserError($"{run.Root}: the data gives another vocabulary than the run was trained with: data files changed since.");
        var plan = Request.PlanOf(spec, data.Vocabulary, data.Tasks.Select(task => task.Spec));
        return new(request.Experiment, plan, data, request.Experiment.Create(plan, device), device);
    }

    /// <summary>The best weights of the run, to be tested on its data.</summary>
    /// <exception cref="UserError">The data is no longer what the run was trained on: its parts are drawn anew, and a test row may be one that was learned from.</exception>
    public void LoadBest(RunFolder run)
    {
        var trained = Checkpoint.SettingsOf(run.BestCheckpoint, Plan.Spec.Name);
        string[] changed =
        [
            .. from task in Plan.Spec.Tasks
               let then = trained.GetValueOrDefault(task.Name + Overrides.Contents, task.Contents)
               where then != task.Contents
               select $"\n  {task.File}, which {task.Name} reads: {then} then, {task.Contents} now",
        ];
        if (changed.Length > 0)
            throw new UserError(
                $"{run.Root}: expected the data that the run was trained on. Of other data another part is the test, which may hold what was learned from.{string.Concat(changed)}");
        Learner.Load(run.BestCheckpoint, Plan.Spec.Name);
    }

    /// <inheritdoc/>
    public void Dispose() => Learner.Dispose();
}
