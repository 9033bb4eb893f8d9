using System.Globalization;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>What a model learned in one weight of a layer.</summary>
/// <param name="Holder">Whose layer it is: <c>all tasks</c>, or tasks by name.</param>
/// <param name="Stack">The stack: <c>encoder</c> or <c>decoder</c>.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Value">The weight.</param>
internal sealed record LayerWeights(string Holder, string Stack, int Layer, Tensor Value)
{
    /// <summary>Those of all layers that have a weight of a name.</summary>
    /// <param name="plan">The model's plan.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">What the weight's name ends with, behind the layer's number, such as <c>span.weight</c>.</param>
    public static IEnumerable<LayerWeights> Named(ExperimentPlan plan, nn.Module model, string name) =>
        from weight in plan.Weights
        let path = weight.Name.Split('.')
        where path.Length == 5 && string.Join('.', path[3..]) == name // an allocation's own, of the same name, has a longer path
        join parameter in model.named_parameters() on weight.Name equals parameter.name
        select new LayerWeights(PlanView.Holder(weight), path[1], int.Parse(path[2], CultureInfo.InvariantCulture) + 1, parameter.parameter.detach());
}
