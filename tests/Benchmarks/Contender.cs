using System.Diagnostics;
using Heed.Attention;
using Heed.Data;
using Heed.Host;
using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>A model that is timed, made when it is first run.</summary>
/// <param name="spec">What is declared, at the size that is measured.</param>
/// <param name="create">Makes its learner.</param>
/// <param name="batch">What it reads.</param>
public sealed class Contender(ExperimentSpec spec, Func<ExperimentPlan, Device, ILearner> create, Batch batch) : IDisposable
{
    private readonly ExperimentPlan plan = HostedExperiment.Plan(spec);

    private ILearner? learner;
    private ExperimentPlan? counted;
    private long step = spec.LearnedReductions.Any() ? spec.Steps : 0; // where positions are left out

    /// <summary>The variant.</summary>
    public string Name => spec.Name;

    /// <summary>What it does otherwise than a dense model: answers alone, where it evicts.</summary>
    public IReadOnlyList<AllocatedPass> Passes =>
        spec.CacheEviction is not null ? [AllocatedPass.Writing]
        : spec.Tasks[0].Kind.Writes() ? [AllocatedPass.Training, AllocatedPass.Inference, AllocatedPass.Writing]
        : [AllocatedPass.Training, AllocatedPass.Inference];

    private ILearner Learner => learner ??= Begun(create(plan, CPU));

    /// <summary>Operations of a pass for each row of the batch.</summary>
    public double Flops(AllocatedPass pass)
    {
        counted ??= spec.LearnedReductions.Any() ? plan with { Spec = Counted() } : plan;
        var task = spec.Tasks[0];
        var (source, written) = (batch.SourceLength, batch.TargetLength);
        var forward = CostPlan.Of(counted, task, source, written).Flops;
        return pass switch
        {
            AllocatedPass.Training => CostPlan.BatchFlops(counted, task, 1, source, written),
            AllocatedPass.Inference => forward,
            _ => forward - LayerLengths.OfDecoder(spec, plan.Decoder!, written, 0).Select((at, layer) => 4.0 * plan.Width * (at.Cells - CacheReads.Of(spec, layer, written))).Sum(),
        };
    }

    /// <summary>Milliseconds of a pass.</summary>
    public double Run(AllocatedPass pass)
    {
        _ = Learner;
        var clock = Stopwatch.StartNew();
        if (pass == AllocatedPass.Training)
            Learner.Step(++step, [batch]);
        else if (pass == AllocatedPass.Inference)
            Learner.Evaluate(0, batch);
        else
            Write();
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <inheritdoc/>
    public void Dispose() => learner?.Dispose();

    // Budgets as a run would have learned them: of half the positions.
    private static ILearner Begun(ILearner learner)
    {
        using var untracked = no_grad();
        foreach (var (_, kept) in learner.Model.named_parameters().Where(weight => weight.name.EndsWith(".retention.weight", StringComparison.Ordinal)))
            kept.narrow(0, kept.size(0) / 2, kept.size(0) - (kept.size(0) / 2)).zero_();
        return learner;
    }

    // Where only a run can tell how many positions go on: as many as do of the row that keeps most, to which the others are padded.
    private ExperimentSpec Counted()
    {
        using var seen = Learner.Observe(0, batch);
        long[] left = [.. seen.Allocations.Skip(1).Select(after => (long)Math.Round(after.Shares.sum([1, 2]).max().item<float>()))];
        return spec.Dense with
        {
            Reductions = left.Select((count, layer) => new ReductionSpec { Strategy = "Counted", FromLayer = layer, Left = (_, _) => count }).ToEquatableArray(),
        };
    }

    // Given tokens, one after another, so that no answer ends early.
    private void Write()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        dynamic model = learner!.Model, weights = ((object)model).GetType().GetProperty(spec.Tasks[0].Name)!.GetValue(model);
        var given = Ids.Of(batch.Decoder, batch.Rows, CPU); // [b t]
        if (spec.Tasks[0].Kind == TaskKind.CausalLanguageModel)
        {
            using KeyValueCache cache = model.Forget(batch.Rows, batch.TargetLength);
            Each(newest => model.ContinueNext(weights, newest, cache));
            return;
        }

        var source = Ids.Of(batch.Source, batch.Rows, CPU);
        var mask = AttentionMask.Padding(source);
        Tensor memory = model.Encode(weights, source, mask, Dropout.Off, AttentionRecorder.Off);
        if (spec.AllocateMemory is { } declared)
        {
            var attended = declared.Learns ? model.Attended(weights, memory, mask) : model.Attended(memory, mask);
            (memory, mask) = (attended.Left.States, attended.Left.Mask);
        }

        using KeyValueCache remembered = model.Remember(weights, memory, batch.TargetLength);
        Each(newest => model.DecodeNext(weights, newest, mask, remembered));

        void Each(Func<Tensor, Tensor> next)
        {
            using var alone = batch.Rows == 1 ? SingleAnswer.Begin(plan, spec.Tasks[0], learner.Computes, read: 0) : null;
            for (var token = 0; token < batch.TargetLength; token++)
            {
                using var own = NewDisposeScope();
                next(given.select(1, token));
            }
        }
    }
}
