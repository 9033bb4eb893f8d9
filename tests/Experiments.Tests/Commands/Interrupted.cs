using Heed.Attention;
using Heed.Data;
using Heed.Decoding;
using Heed.Host;
using Heed.Learning;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Tests.Commands;

/// <summary>Makes an experiment's learners, and has the work die, or training lead nowhere, at a step that is counted over all of them.</summary>
internal sealed class Interrupted(int diesAt = int.MaxValue, Func<string, bool>? diverges = null)
{
    private int steps;

    /// <summary>An experiment whose learners are counted.</summary>
    public HostedExperiment Of<T>(string file)
        where T : IExperiment<T> => new(T.Spec, Create(T.Create), file) { IsVariant = true };

    /// <summary>What makes learners that are counted.</summary>
    public Func<ExperimentPlan, Device, ILearner> Create(Func<ExperimentPlan, Device, ILearner> create) =>
        (plan, device) => new Learner(this, plan.Spec.Name, create(plan, device));

    private sealed class Learner(Interrupted of, string name, ILearner inner) : ILearner
    {
        public nn.Module Model => inner.Model;

        public Optimizer Optimizer => inner.Optimizer;

        public MovingAverage? Average => inner.Average;

        public ScalarType Computes => inner.Computes;

        public void Refresh() => inner.Refresh();

        public StepReport Step(long step, IReadOnlyList<Batch> batches)
        {
            if (++of.steps == of.DiesAt)
                throw new InvalidOperationException("The process dies here.");
            var report = inner.Step(step, batches);
            return of.Diverges(name) ? report with { GradientNorm = double.NaN } : report;
        }

        public TokenLoss Evaluate(int task, Batch batch) => inner.Evaluate(task, batch);

        public IReadOnlyList<int[]> Decode(int task, Batch batch, int maximumLength, Lexicon? only = null) => inner.Decode(task, batch, maximumLength, only);

        public AttentionRecorder Observe(int task, Batch batch) => inner.Observe(task, batch);

        public void Dispose() => inner.Dispose();
    }

    private int DiesAt { get; } = diesAt;

    private Func<string, bool> Diverges { get; } = diverges ?? (_ => false);
}
