using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>A decoder's attention to a past of which blocks that lie behind are read as what is left of them, as code.</summary>
/// <param name="past">What is declared.</param>
/// <param name="norm">How norms are emitted.</param>
/// <param name="positions">How positions are emitted.</param>
internal sealed class EmitPast(PastSpec past, EmitNorm norm, EmitPositions positions)
{
    /// <summary>What stands before a mask that layers read which read every position: none, where no layer does.</summary>
    public static string Unless(ExperimentSpec spec) => spec.AllocatePast is null ? "" : "allocatePast.Behind(0, target.size(1)) > 0 ? null : ";

    /// <summary>The last argument of a cache.</summary>
    public static string Argument(ExperimentSpec spec) => spec.AllocatePast is null ? "" : ", past: allocatePast";

    /// <summary>The lines of a layer's pass over whole texts, after queries, keys and values: the attention.</summary>
    /// <param name="scale">The last argument of an attention.</param>
    public IEnumerable<string> Attention(string scale) =>
    [
        $"var past = PastBlocks.Of<{past.Type}>({norm.Read}, allocatePast, layer{EmitReductions.Held(past, "own.Past")}); // [b p d], what is left of blocks that lie behind",
        $"var pastKeys = {Keys("past", "Linear.Apply")}; // [b g p e]",
        $"var pastValues = {EmitAttention.Split("past.States", "Value", "decoder")}; // [b g p e]",
        $"var mixed = past.Attend(recorder, layer, q, k, v, pastKeys, pastValues, causal{scale}{(positions.Biases ? ", slopes: decoderSlopes" : "")}); // [b h t e]",
    ];

    /// <summary>The lines of a layer's pass over one token, before its keys and values are appended: a block that came to lie behind is folded.</summary>
    /// <param name="linear">The affine map, as the code names it.</param>
    public IEnumerable<string> Folded(string linear) =>
    [
        $"if (cache.Push(layer, {norm.Read}) is {{ }} block) // what is left of it is read in its place from here on",
        "{",
        $"    var left = PastBlocks.Of<{past.Type}>(block, allocatePast{EmitReductions.Held(past, "own.Past")}); // [b p d]",
        "    cache.Fold(",
        "        layer,",
        $"        {Keys("left", linear)}, // [b g p e]",
        $"        {EmitAttention.Split("left.States", "Value", "decoder", linear)}, // [b g p e]",
        "        left.Places);",
        "}",
        "",
    ];

    private string Keys(string left, string linear) =>
        positions.TurnedAt(EmitAttention.Split($"{left}.States", "Key", "decoder", linear), "decoder", $"{left}.Places");
}
