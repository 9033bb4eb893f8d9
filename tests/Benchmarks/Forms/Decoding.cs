using Heed.Attention;
using Heed.Data;
using Heed.Host;
using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Benchmarks;

/// <summary>Tokens one after another, the likeliest of each place, always as many: over a cache as Heed decodes, or by running the decoder over all that was said before each.</summary>
public sealed class Decoding : IForm
{
    private readonly ILearner learner;
    private readonly ExperimentPlan plan;
    private readonly bool recomputes;
    private readonly Batch batch;
    private readonly int tokens;

    /// <summary>A learner and what it is asked.</summary>
    /// <param name="work">What it is asked.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="recomputes">Whether it runs over all that was said, for each token.</param>
    /// <param name="declared">What the learner was declared as, where that is not the workload's.</param>
    public Decoding(Workload work, ILearner learner, bool recomputes, ExperimentSpec? declared = null)
    {
        (this.learner, this.recomputes, plan) = (learner, recomputes, declared is null ? work.Plan : HostedExperiment.Plan(declared));
        batch = Emitted.Batches(work)[0];
        tokens = work.Batches[0].Max(pair => pair.Target);
    }

    /// <inheritdoc/>
    public int Batches => 1;

    /// <inheritdoc/>
    public void Step(int batch)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        dynamic model = learner.Model;
        var source = Ids.Of(this.batch.Source, this.batch.Rows, CPU);
        var mask = AttentionMask.Padding(source);
        Tensor memory = model.Encode(model.Write, source, mask, Dropout.Off, AttentionRecorder.Off);
        var said = full([this.batch.Rows, 1], Vocabulary.Start(0), int64);
        using KeyValueCache cache = model.Remember(model.Write, memory, tokens);
        using var alone = this.batch.Rows == 1 && !recomputes ? SingleAnswer.Begin(plan, plan.Spec.Tasks[0], learner.Computes, read: 0) : null;
        for (var token = 0; token < tokens; token++)
        {
            using var step = NewDisposeScope();
            Tensor logits = recomputes
                ? Embedding.Logits(model.Decode(model.Write, said, memory, mask, Dropout.Off, AttentionRecorder.Off).select(1, token), model.Write.Embedding)
                : model.DecodeNext(model.Write, said.select(1, token), mask, cache);
            said = cat([said, logits.max(-1, keepdim: true).indexes], 1).MoveToOuterDisposeScope();
        }

        said.sum().item<long>();
    }
}
