using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>What checkpoints keep of a learner.</summary>
public static class LearnerWeights
{
    /// <summary>Every weight under its name.</summary>
    public static IReadOnlyList<(string Name, Tensor Value)> Weights(this ILearner learner) =>
        [.. learner.Model.named_parameters().Select(weight => (weight.name, (Tensor)weight.parameter))];

    /// <summary>Takes the weights of a checkpoint.</summary>
    /// <exception cref="UserError">It is not whole, or another experiment's.</exception>
    public static void Load(this ILearner learner, string checkpoint, string experiment)
    {
        Checkpoint.Load(checkpoint, experiment, learner.Weights());
        learner.Refresh();
    }

    /// <summary>What training needs beside the weights to go on: the optimizer's moments, and the average where there is one.</summary>
    public static IReadOnlyList<(string Name, Tensor Value)> TrainingState(this ILearner learner) =>
        [.. learner.Optimizer.State, .. learner.Average?.State ?? []];
}
