using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>A learner's weights as checkpoints name them.</summary>
public static class LearnerWeights
{
    /// <summary>Every weight under its name.</summary>
    public static IReadOnlyList<(string Name, Tensor Value)> Weights(this ILearner learner) =>
        [.. learner.Model.named_parameters().Select(weight => (weight.name, (Tensor)weight.parameter))];
}
