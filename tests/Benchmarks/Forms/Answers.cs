using Heed.Data;

namespace Heed.Benchmarks;

/// <summary>Answers as an experiment gives them, by the way of decoding that it declares.</summary>
public sealed class Answers : IForm
{
    private readonly ILearner learner;
    private readonly Batch batch;
    private readonly int tokens;

    /// <summary>A learner and what it is asked.</summary>
    public Answers(Workload work, Func<Workload, ILearner> create)
    {
        TunedLibTorch.Load();
        (learner, batch, tokens) = (create(work), Emitted.Batches(work)[0], work.Batches[0].Max(pair => pair.Target));
    }

    /// <inheritdoc/>
    public int Batches => 1;

    /// <inheritdoc/>
    public void Step(int batch)
    {
        if (learner.Decode(0, this.batch, tokens).Any(answer => answer.Length < tokens))
            throw new InvalidOperationException("Expected answers that go on to the greatest length: this model ends them, and its time would say little.");
    }
}
