using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Learning;

/// <summary>What one training step found.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="LearningRate">The rate it used.</param>
/// <param name="GradientNorm">The norm of all gradients together, before clipping.</param>
/// <param name="Losses">Each task's loss per token, in nats, label smoothing included.</param>
/// <param name="Loss">The objective: the weighted sum of the losses.</param>
public sealed record StepReport(long Step, double LearningRate, double GradientNorm, EquatableArray<double> Losses, double Loss)
{
    /// <summary>Brings what a step found from where it was computed: the one moment of a dense step by AdamW at which the host waits for a GPU.</summary>
    /// <param name="step">The step, from 1.</param>
    /// <param name="learningRate">The rate it used.</param>
    /// <param name="norm">The norm of all gradients, a scalar.</param>
    /// <param name="losses">The loss of each task, a scalar.</param>
    /// <param name="tasks">The tasks, which say what their losses count for.</param>
    /// <param name="costs">What else the objective has, each a scalar, and what it counts for.</param>
    public static StepReport Read(
        long step, double learningRate, Tensor norm, IReadOnlyList<Tensor> losses, IEnumerable<TaskSpec> tasks, params (Tensor Cost, double Penalty)[] costs)
    {
        using var scope = NewDisposeScope();
        Tensor[] found = [norm, .. losses, .. costs.Select(cost => cost.Cost)];
        double[] read = [.. stack(found.Select(one => one.to(float64))).cpu().data<double>()];
        var (told, cost) = (read[1..(1 + losses.Count)], read[(1 + losses.Count)..]);
        return new(
            step, learningRate, read[0], new(told),
            told.Zip(tasks, (loss, task) => loss * task.Weight).Sum() + cost.Zip(costs, (found, declared) => found * declared.Penalty).Sum());
    }
}

/// <summary>A loss over some tokens.</summary>
/// <param name="Sum">The sum over the tokens, in nats.</param>
/// <param name="Tokens">The tokens.</param>
public sealed record TokenLoss(double Sum, long Tokens)
{
    /// <summary>Nats per token.</summary>
    public double Mean => Sum / Tokens;

    /// <summary>Two losses together.</summary>
    public TokenLoss And(TokenLoss other) => new(Sum + other.Sum, Tokens + other.Tokens);
}
