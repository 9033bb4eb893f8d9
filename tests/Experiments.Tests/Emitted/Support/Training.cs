using Heed.Learning;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Tests.Emitted;

/// <summary>Runs of a few steps.</summary>
internal static class Training
{
    /// <summary>Steps from the first to the last; the batches of a step depend on the step alone.</summary>
    public static IReadOnlyList<StepReport> Run(ILearner learner, ExperimentSpec spec, int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(step => learner.Step(step, new Draw(step).PerTask(spec.Tasks.Count)))];

    /// <summary>Gives a learner another's weights and optimizer state.</summary>
    public static void Copy(ILearner from, ILearner to)
    {
        using var untracked = no_grad();
        foreach (var (source, target) in Kept(from).Zip(Kept(to)))
            target.Value.copy_(source.Value);
        to.Refresh();
    }

    /// <summary>Weights and optimizer state of two learners are equal bit for bit.</summary>
    public static void SameBits(ILearner expected, ILearner actual)
    {
        foreach (var (one, other) in Kept(expected).Zip(Kept(actual)))
            Same.Bits(one.Value, other.Value);
    }

    private static IEnumerable<(string Name, Tensor Value)> Kept(ILearner learner) =>
        learner.Model.named_parameters().Select(one => (one.name, (Tensor)one.parameter)).Concat(learner.Optimizer.State);
}
