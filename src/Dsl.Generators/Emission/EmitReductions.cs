using System.Globalization;
using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>Allocations of the encoder's positions, as code: what is left of them from layer to layer, and the way back.</summary>
internal static class EmitReductions
{
    /// <summary>The line after what shortens the stream.</summary>
    public const string GoesOn = "x = stream.Left.States; // [b r d], what goes on";

    /// <summary>The declaration as code writes it.</summary>
    public static string Value(ReductionSpec reduction) =>
        $"Reduction.Spec<{reduction.Type}>(new() {{ Strategy = {SourceFile.Quote(reduction.Strategy)}, Type = {SourceFile.Quote(reduction.Type)}, " +
        $"Ratio = {reduction.Ratio.ToString("R", CultureInfo.InvariantCulture)}, FromLayer = {reduction.FromLayer}, Layers = {reduction.Layers} }})";

    /// <summary>The model's field that holds a declaration.</summary>
    public static string Field(ReductionSpec reduction) => SourceFile.Camel(reduction.Strategy);

    /// <summary>The lines of the model's constructor.</summary>
    public static IEnumerable<string> Constructor(ExperimentSpec spec) =>
        spec.Reductions.Select((one, place) => $"{Field(one)} = plan.Spec.Reductions[{place}];");

    /// <summary>The lines after the attention of a layer.</summary>
    public static IEnumerable<string> After(ExperimentSpec spec) =>
    [
        .. spec.Reductions.Select(one => $"stream = stream.By<{one.Type}>({(one == spec.Reductions[0] ? "x" : "stream.Left.States")}, received, {Field(one)}.RatioAt(layer));"),
        GoesOn,
    ];
}
