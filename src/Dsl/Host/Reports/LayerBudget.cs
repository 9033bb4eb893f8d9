using Heed.Layers;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>How many positions a layer of the encoder learned to retain.</summary>
/// <param name="Holder">Whose layer it is: <c>all tasks</c>, or tasks by name.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Mass">The sum of its retentions.</param>
/// <param name="Budget">Positions that go on at the most.</param>
/// <param name="Longest">Positions of the longest sequence.</param>
public sealed record LayerBudget(string Holder, int Layer, double Mass, long Budget, int Longest)
{
    /// <summary>Those of a model, of each layer that has learned one.</summary>
    /// <param name="plan">The model's plan.</param>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<LayerBudget> Of(ExperimentPlan plan, nn.Module model) => plan.Spec.TokenRetention is not { Rate: var rate } ? [] :
    [
        .. from one in LayerWeights.Named(plan, model, "retention.weight")
           select new LayerBudget(one.Holder, one.Layer, Retentions.Of(one.Value, rate).to(float64).sum().item<double>(), Retentions.Budget(one.Value, rate), plan.Encoder!.MaximumLength),
    ];
}
