namespace Heed;

/// <summary>What every optimizer has. An experiment has one optimizer at the most; without any it is AdamW.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class OptimizerAttribute : Attribute
{
    /// <summary>Highest learning rate, which the schedule lowers.</summary>
    public double LearningRate { get; init; }

    /// <summary>Decay λ of matrices; norms and biases do not decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Greatest norm of all gradients together; longer ones are scaled down to it.</summary>
    public double Clip { get; init; } = 1;
}
