using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>
/// Allocated attention of the encoder, as code: a stream of the positions that are left from layer to layer, of which keys and values may be
/// made of windows.
/// </summary>
/// <param name="plan">The plan.</param>
/// <param name="norm">How norms are emitted.</param>
/// <param name="positions">How positions are emitted.</param>
internal sealed class EmitAllocation(ExperimentPlan plan, EmitNorm norm, EmitPositions positions)
{
    private readonly ExperimentSpec spec = plan.Spec;

    // Axes: positions that are left, which are all where nothing reduces, and what keys are of.
    private readonly string left = plan.Spec.Reductions.Count > 0 ? "r" : "s", keys = plan.Spec.SpatialPooling is not null ? "m" : plan.Spec.Reductions.Count > 0 ? "r" : "s";

    /// <summary>Whether anything is allocated.</summary>
    public static bool Is(ExperimentSpec spec) => spec.SpatialPooling is not null || spec.Reductions.Count > 0;

    /// <summary>The axis of positions, for shape comments.</summary>
    public string Axis => left;

    /// <summary>The line before all layers: everything is left.</summary>
    public string Begin => $"var stream = Reduction.Whole(Sequence.Of(x{(!spec.HasPictures ? ", mask.Real" : spec.HasText ? ", mask?.Real" : "")})); // the positions that are left";

    /// <summary>Norm, windows and projections of a layer's attention, and the attention.</summary>
    /// <param name="scale">The last argument of an attention.</param>
    public IEnumerable<string> Attention(string scale) =>
    [
        .. norm.Before("AttentionNorm", $"[b {left} d]", declare: true),
        .. spec.SpatialPooling is { } pooling
            ? new[] { $"var windows = {pooling.By}Windows.Of(stream.Left with {{ States = {norm.Read} }}, spatialPooling.RatioAt(layer)); // [b m d]" }
            : [],
        $"var q = {positions.TurnedAt(EmitAttention.Split(norm.Read, "Query", "encoder"), "encoder", "stream.Left.Places")}; // [b h {left} e]",
        $"var k = {positions.TurnedAt(EmitAttention.Split(Read, "Key", "encoder"), "encoder", $"{Keys}.Places")}; // [b g {keys} e]",
        $"var v = {EmitAttention.Split(Read, "Value", "encoder")}; // [b g {keys} e]",
        .. positions.Biases ? new[] { $"var near = {Near}; // [b h {left} {keys}]" } : [],
        $"var (mixed, {(spec.Reductions.Count > 0 ? "received" : "_")}) = stream.Attend(recorder, layer, q, k, v, {Mask}{scale}{(Pools ? ", keys: windows" : "")}); // [b h {left} e]",
    ];

    /// <summary>The lines after the attention of a layer.</summary>
    public IEnumerable<string> After() => spec.Reductions.Count == 0 ? [] : EmitReductions.After(spec);

    /// <summary>The line after all layers.</summary>
    public IEnumerable<string> End() => spec.Reductions.Count == 0 ? [] : ["x = stream.Back(x); // [b s d]"];

    private bool Pools => spec.SpatialPooling is not null;

    // What keys and values are made of.
    private string Keys => Pools ? "windows.Left" : "stream.Left";

    private string Read => Pools ? "windows.Left.States" : norm.Read;

    // Pictures have no padding to hide, and what is left of them none either.
    private string Mask => positions.Biases ? "near" : spec.HasText ? $"{Keys}.Mask" : "null";

    private string Near
    {
        get
        {
            var bias = $"Alibi.Between(encoderSlopes, stream.Left.Places, {Keys}.Places)";
            return spec.HasText ? $"{Keys}.Mask.Biased({bias})" : $"new AttentionMask({bias}, null)";
        }
    }
}
