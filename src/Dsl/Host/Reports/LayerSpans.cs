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
        .. from one in LayerWeights.Named(plan, model, "span.weight")
           let longest = (one.Stack == "encoder" ? plan.Encoder! : plan.Decoder!).MaximumLength
           select new LayerSpans(one.Holder, one.Stack, one.Layer, [.. one.Value.cpu().to(float64).data<double>().ToArray().Select(share => share * longest)]),
    ];
}
