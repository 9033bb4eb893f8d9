namespace Heed.Learning;

/// <summary>What one training step found.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="LearningRate">The rate it used.</param>
/// <param name="GradientNorm">The norm of all gradients together, before clipping.</param>
/// <param name="Losses">Each task's loss per token, in nats, label smoothing included.</param>
/// <param name="Loss">The objective: the weighted sum of the losses.</param>
public sealed record StepReport(long Step, double LearningRate, double GradientNorm, EquatableArray<double> Losses, double Loss);

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
