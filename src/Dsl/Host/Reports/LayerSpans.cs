using System.Globalization;
using Heed.Planning;
using static TorchSharp.torch;

namespace Heed.Host;

/// <summary>How far the heads of a layer learned to see.</summary>
/// <param name="Holder">Whose layer it is: <c>all tasks</c>, or tasks by name.</param>
/// <param name="Stack">The stack: <c>encoder</c>, whose heads see on either side, or <c>decoder</c>, whose heads see back.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Positions">Positions that each head sees fully.</param>
public sealed record LayerSpans(string Holder, string Stack, int Layer, IReadOnlyList<double> Positions)
{
    /// <summary>Those of a model, of each layer that has spans.</summary>
    /// <param name="plan">The model's plan.</param>
    /// <param name="model">The model.</param>
    public static IReadOnlyList<LayerSpans> Of(ExperimentPlan plan, nn.Module model) =>
    [
        .. from weight in plan.Weights
           where weight.Name.EndsWith(".span.weight", StringComparison.Ordinal)
           join parameter in model.named_parameters() on weight.Name equals parameter.name
           let shares = parameter.parameter.detach().cpu().to(float64).data<double>().ToArray()
           let name = weight.Name.Split('.')
           let stack = name[^4]
           select new LayerSpans(
               PlanView.Holder(weight), stack, int.Parse(name[^3], CultureInfo.InvariantCulture) + 1,
               [.. shares.Select(share => share * (stack == "encoder" ? plan.Encoder! : plan.Decoder!).MaximumLength)]),
    ];
}
