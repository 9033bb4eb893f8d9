using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>The lines that make queries, keys and values for a self-attention, and how an attention is called.</summary>
internal static class EmitAttention
{
    /// <summary>Norm and projections of a self-attention.</summary>
    /// <param name="norm">How norms are emitted.</param>
    /// <param name="stack">The stack's plan, as the code names it.</param>
    /// <param name="positions">How positions are emitted.</param>
    /// <param name="axis">The axis of positions, for the shape comment.</param>
    /// <param name="offset">The first position, where it is not 0.</param>
    /// <param name="linear">The affine map, as the code names it.</param>
    /// <param name="pooled">The declaration, where keys and values are pooled by it.</param>
    public static string Self(EmitNorm norm, EmitPositions positions, string stack, string axis, string offset = "", string linear = "Linear.Apply",
        ExperimentSpec? pooled = null)
    {
        string Split(string part, string heads) => $"Heads.Split({linear}({(pooled is null || part == "Query" ? norm.Read : "fewer.States")}, own.{part}), {stack}.{heads})";
        var (turned, keys) = pooled is null
            ? (positions.Turned(Split("Key", "KeyValueHeads"), stack, offset), axis)
            : (positions.TurnedAt(Split("Key", "KeyValueHeads"), stack, EmitSpatialPooling.Places), "r");
        return string.Join("\n",
        [
            .. norm.Before("AttentionNorm", $"[b {axis} d]", declare: true),
            .. pooled is null ? [] : EmitSpatialPooling.Windows(pooled, norm.Read),
            $"var q = {positions.Turned(Split("Query", "Heads"), stack, offset)}; // [b h {axis} e]",
            $"var k = {turned}; // [b g {keys} e]",
            $"var v = {Split("Value", "KeyValueHeads")}; // [b g {keys} e]",
        ]);
    }

    /// <summary>The last argument of an attention: what its scores are multiplied by, where that is not 1/√e.</summary>
    public static string Scale(AttentionScale scale) => scale == AttentionScale.HeadWidth ? "" : ", attentionScale";

    /// <summary>The value of that argument.</summary>
    /// <param name="scale">Which.</param>
    /// <param name="stack">A stack's plan, as the code names it.</param>
    public static string ScaleValue(AttentionScale scale, string stack) =>
        $"Constant.Of({(scale == AttentionScale.Width ? $"1 / Math.Sqrt({stack}.Width)" : "1")})";
}
