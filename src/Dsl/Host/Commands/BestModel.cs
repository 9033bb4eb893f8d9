using Heed.Data;
using Heed.Decoding;
using Heed.Planning;

namespace Heed.Host;

/// <summary>The best checkpoint of a run, ready to be asked.</summary>
internal sealed class BestModel : IDisposable
{
    private readonly ILearner learner;
    private readonly ExperimentPlan plan;
    private readonly Observation observation;

    private BestModel(
        RunFolder run, ExperimentPlan plan, ILearner learner, Tokenization tokenization, IReadOnlyList<Lexicon?> only, int task)
    {
        (this.plan, this.learner) = (plan, learner);
        (Run, Task) = (run, task);
        Decoder = new(learner, tokenization, plan.Spec, only);
        observation = new(learner, tokenization, plan);
    }

    /// <summary>The run.</summary>
    public RunFolder Run { get; }

    /// <summary>The place of the task that was named.</summary>
    public int Task { get; }

    /// <summary>What asks it.</summary>
    public Decoder Decoder { get; }

    /// <summary>Reads the best checkpoint.</summary>
    /// <param name="request">Names the run.</param>
    /// <param name="taskName">The task; may be left out where there is one.</param>
    /// <exception cref="UserError">There is no such task, or no such run.</exception>
    public static BestModel Open(Request request, string? taskName)
    {
        var run = request.ExistingRun();
        var tasks = request.Spec.Tasks.Select(task => task.Name).ToList();
        var task = taskName is null && tasks.Count == 1 ? 0 : tasks.IndexOf(taskName ?? "");
        if (task < 0)
            throw new UserError($"--task {taskName}: expected a task; valid: {string.Join(", ", tasks)}.");
        var tokenization = new Tokenization(Checkpoint.LoadVocabulary(run.BestCheckpoint));
        var spec = request.SpecOf(run);
        var plan = Request.PlanOf(
            spec, tokenization.Vocabulary, Overrides.TasksIn(spec, Checkpoint.SettingsOf(run.BestCheckpoint, spec.Name)));
        return new(
            run, plan, request.Experiment.Best(plan, request.Device(), run), tokenization, Lexicons.Of(plan.Spec, request.Experiment.Folder, run, tokenization), task);
    }

    /// <summary>Where it looks while it answers, and where the layers of an encoder that chooses positions chose otherwise.</summary>
    /// <param name="text">What is asked.</param>
    /// <param name="asked">The same as the model reads it.</param>
    /// <param name="answer">What it answers.</param>
    public Explained Explain(string text, TokenPair asked, string answer)
    {
        var explained = observation.Of(Task, text, asked, answer);
        if (explained.Audit is not { } audit || !Reinsertion.Can(plan.Spec))
            return explained;
        var moves = new Reinsertion(plan, Task, observation.BatchOf(Task, asked, answer))
            .Of(learner, audit.Layers, () => Decoder.Answer(Task, text, _ => { }));
        return explained with { Audit = audit with { Moves = moves } };
    }

    /// <inheritdoc/>
    public void Dispose() => learner.Dispose();
}
