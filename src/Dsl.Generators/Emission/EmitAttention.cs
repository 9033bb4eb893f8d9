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
    public static string Self(EmitNorm norm, EmitPositions positions, string stack, string axis, string offset = "", string linear = "Linear.Apply") => string.Join("\n",
    [
        .. norm.Before("AttentionNorm", $"[b {axis} d]", declare: true),
        $"var q = {positions.Turned(Split(norm.Read, "Query", stack, linear), stack, offset)}; // [b h {axis} e]",
        $"var k = {positions.Turned(Split(norm.Read, "Key", stack, linear), stack, offset)}; // [b g {axis} e]",
        $"var v = {Split(norm.Read, "Value", stack, linear)}; // [b g {axis} e]",
    ]);

    /// <summary>States through a projection, as heads.</summary>
    /// <param name="states">The states.</param>
    /// <param name="part">Query, Key or Value.</param>
    /// <param name="stack">The stack's plan, as the code names it.</param>
    /// <param name="linear">The affine map, as the code names it.</param>
    public static string Split(string states, string part, string stack, string linear = "Linear.Apply") =>
        $"Heads.Split({linear}({states}, own.{part}), {stack}.{(part == "Query" ? "Heads" : "KeyValueHeads")})";

    /// <summary>The last argument of an attention: what its scores are multiplied by, where that is not 1/√e.</summary>
    public static string Scale(AttentionScale scale) => scale == AttentionScale.HeadWidth ? "" : ", attentionScale";

    /// <summary>The value of that argument.</summary>
    /// <param name="scale">Which.</param>
    /// <param name="stack">A stack's plan, as the code names it.</param>
    public static string ScaleValue(AttentionScale scale, string stack) =>
        $"Constant.Of({(scale == AttentionScale.Width ? $"1 / Math.Sqrt({stack}.Width)" : "1")})";
}
