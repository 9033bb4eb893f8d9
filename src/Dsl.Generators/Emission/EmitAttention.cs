namespace Heed.Generators.Emission;

/// <summary>The lines that make queries, keys and values for a self-attention.</summary>
internal static class EmitAttention
{
    /// <summary>Norm and projections of a self-attention.</summary>
    /// <param name="stack">The stack's plan, as the code names it.</param>
    /// <param name="turns">The table of rotary positions; null for none.</param>
    /// <param name="axis">The axis of positions, for the shape comment.</param>
    /// <param name="offset">The first position, where it is not 0.</param>
    public static string Self(string stack, string? turns, string axis, string offset = "")
    {
        string Turned(string heads) => turns is null ? heads : $"Rotary.Apply({heads}, {turns}{offset})";
        string Split(string part) => $"Heads.Split(Linear.Apply(y, own.{part}), {stack}.Heads)";
        string Shaped(string line) => $"{line} // [b h {axis} e]";
        return string.Join("\n",
            $"var y = Norm.Layer(x, own.AttentionNorm); // [b {axis} d]",
            Shaped($"var q = {Turned(Split("Query"))};"),
            Shaped($"var k = {Turned(Split("Key"))};"),
            Shaped($"var v = {Split("Value")};"));
    }
}
