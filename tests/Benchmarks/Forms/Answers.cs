using Heed.Data;
using Heed.Host;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>Answers as an experiment gives them, by the way of decoding that it declares.</summary>
public sealed class Answers : IForm
{
    private readonly ExperimentPlan plan;
    private readonly ILearner learner;
    private readonly Batch batch;
    private readonly int tokens;

    /// <summary>What is declared and what it is asked.</summary>
    public Answers(Workload work, Func<ExperimentPlan, Device, ILearner> create, ExperimentSpec declared)
    {
        TunedLibTorch.Load();
        plan = HostedExperiment.Plan(declared);
        (learner, batch, tokens) = (create(plan, CPU), Emitted.Batches(work)[0], work.Batches[0].Max(pair => pair.Target));
    }

    /// <inheritdoc/>
    public int Batches => 1;

    /// <inheritdoc/>
    public void Step(int batch)
    {
        using var alone = this.batch.Rows * plan.Spec.Decoding.Beams == 1 ? SingleAnswer.Begin(plan, plan.Spec.Tasks[0], learner.Computes, this.batch.SourceLength) : null;
        if (learner.Decode(0, this.batch, tokens).Any(answer => answer.Length < tokens))
            throw new InvalidOperationException("Expected answers that go on to the greatest length: this model ends them, and its time would say little.");
    }
}
