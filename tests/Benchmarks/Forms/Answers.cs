using Heed.Data;
using Heed.Host;

namespace Heed.Benchmarks;

/// <summary>Answers as an experiment gives them, by the way of decoding that it declares.</summary>
public sealed class Answers(Workload work, Func<Workload, ILearner> create) : IForm
{
    private readonly ILearner learner = Loaded(create)(work);
    private readonly Batch batch = Emitted.Batches(work)[0];
    private readonly int tokens = work.Batches[0].Max(pair => pair.Target);

    /// <inheritdoc/>
    public int Batches => 1;

    private static Func<Workload, ILearner> Loaded(Func<Workload, ILearner> create)
    {
        LibTorch.Load();
        FastMath.Float32ThroughOneDnn(true);
        return create;
    }

    /// <inheritdoc/>
    public void Step(int batch)
    {
        if (learner.Decode(0, this.batch, tokens).Any(answer => answer.Length < tokens))
            throw new InvalidOperationException("Expected answers that go on to the greatest length: this model ends them, and its time would say little.");
    }
}
