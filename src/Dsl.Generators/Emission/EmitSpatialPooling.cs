using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>Spatial pooling, as code: of what keys and values are made in a layer of the encoder.</summary>
internal static class EmitSpatialPooling
{
    /// <summary>Where each window begins, as a layer's code names it: the same in every row.</summary>
    public const string Places = "places";

    /// <summary>The line before all layers: which positions are real, and where they stand.</summary>
    /// <param name="spec">What is declared.</param>
    public static string[] Read(ExperimentSpec spec) => spec.SpatialPooling is null ? [] :
        [$"var read = Sequence.Of(x{(!spec.HasPictures ? ", mask.Real" : spec.HasText ? ", mask?.Real" : "")});"];

    /// <summary>The lines of a layer: the windows, and where keys know their places by these, where they begin.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="states">What would be read without it.</param>
    public static string[] Windows(ExperimentSpec spec, string states) => spec.SpatialPooling is not { } pooling ? [] :
    [
        $"var (fewer, shares, _) = {pooling.By}Windows.Of(read with {{ States = {states} }}, spatialPooling.RatioAt(layer)); // [b r d]",
        .. spec.Transformer.Positions is Positions.Rotary or Positions.Alibi ? new[] { $"var {Places} = fewer.Places.select(0, 0); // [r]" } : [],
    ];

    /// <summary>The line of what attention to windows hides, with the bias of scores where there is one; none where that is all.</summary>
    /// <param name="positions">How positions are emitted.</param>
    /// <param name="length">Queries, as the code says it.</param>
    public static string[] Near(EmitPositions positions, string length) => !positions.Biases ? [] :
        [$"var near = fewer.Mask.Biased(Alibi.Bias(encoderSlopes, {length}, {length}).index_select(3, {Places})); // [b h s r]"];
}
