using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The feed-forward network of a layer, as code: of the declared kind, with the matrices that it has.</summary>
internal static class EmitFeedForward
{
    /// <summary>The call.</summary>
    /// <param name="spec">What layers are made of.</param>
    /// <param name="x">What it reads.</param>
    /// <param name="dropout">What falls out of it, or the matrices that are rounded.</param>
    public static string Apply(TransformerSpec spec, string x, string dropout)
    {
        var matrices = Parts.Encoder(spec).Where(part => part.Projection == Projection.FeedForward).Select(part => $"own.{part.Name}");
        return $"FeedForward.{spec.Activation}({x}, {string.Join(", ", matrices)}, {dropout})";
    }
}
