using Heed.Planning;

namespace Heed.Generators.Emission;

/// <summary>
/// How a layer knows where a token stands, as code: something added to the embedding, a turn of queries and keys, or a bias of scores.
/// </summary>
/// <param name="positions">Which of them.</param>
/// <param name="reads">Whether there is an encoder.</param>
/// <param name="writes">Whether there is a decoder.</param>
/// <param name="type">The last argument of a table that passes compute with.</param>
internal sealed class EmitPositions(Positions positions, bool reads, bool writes, string type)
{
    private static readonly (string, string, string)[] Nothing = [];

    /// <summary>Positions that a table has room for, as code.</summary>
    public static string Longest(bool reads, bool writes) =>
        reads && writes ? "Math.Max(encoder.MaximumLength, decoder.MaximumLength)" : writes ? "decoder.MaximumLength" : "encoder.MaximumLength";

    /// <summary>Of the plan's declaration.</summary>
    public static EmitPositions Of(ExperimentPlan plan) =>
        new(plan.Spec.Transformer.Positions, plan.Encoder is not null, plan.Decoder is not null, EmitPrecision.Argument(plan.Spec, "Computes"));

    /// <summary>What the model holds for it beside its weights: field, value, and comment.</summary>
    public IReadOnlyList<(string Field, string Value, string Comment)> Held { get; } = positions switch
    {
        Positions.Sinusoidal =>
            [("positions", $"Sinusoidal.Table({Longest(reads, writes)}, {(reads ? "encoder" : "decoder")}.Width, device{type})", " // [l d]")],
        Positions.Rotary =>
        [
            .. reads ? [("encoderTurns", $"Rotary.Table(encoder.MaximumLength, encoder.HeadWidth, device{type})", " // [2 l e], what queries and keys turn by")] : Nothing,
            .. writes ? [("decoderTurns", $"Rotary.Table(decoder.MaximumLength, decoder.HeadWidth, device{type})", " // [2 l e]")] : Nothing,
        ],
        Positions.Alibi =>
        [
            .. reads ? [("encoderSlopes", "Alibi.Slopes(encoder.Heads, device)", " // [h 1 1], how fast scores fall with distance")] : Nothing,
            .. writes ? [("decoderSlopes", "Alibi.Slopes(decoder.Heads, device)", " // [h 1 1]")] : Nothing,
        ],
        _ => [],
    };

    /// <summary>Whether scores are biased.</summary>
    public bool Biases { get; } = positions == Positions.Alibi;

    /// <summary>Embedded tokens, with what is added to them.</summary>
    /// <param name="ids">The tokens.</param>
    /// <param name="first">The position of the first.</param>
    /// <param name="length">How many positions there are.</param>
    public string Embedded(string ids, string first, string length) =>
        positions is Positions.Sinusoidal or Positions.Learned ? Placed($"({Tokens(ids)})", first, length) : Tokens(ids);

    /// <summary>Embedded tokens alone.</summary>
    public static string Tokens(string ids) => $"Embedding.Tokens(w.Embedding, {ids}) * scale";

    /// <summary>What is embedded already, with what is added to it.</summary>
    /// <param name="embedded">Tokens or patches, as code.</param>
    /// <param name="first">The position of the first.</param>
    /// <param name="length">How many positions there are.</param>
    public string Placed(string embedded, string first, string length) => positions switch
    {
        Positions.Sinusoidal => $"{embedded}.Plus(positions.narrow(0, {first}, {length}))",
        Positions.Learned => $"{embedded}.Plus(w.Positions.narrow(0, {first}, {length}))",
        _ => embedded,
    };

    /// <summary>Queries or keys, turned where they are.</summary>
    /// <param name="heads">The queries or keys.</param>
    /// <param name="stack">The stack, as the code names it.</param>
    /// <param name="offset">The first position, where it is not 0.</param>
    public string Turned(string heads, string stack, string offset = "") =>
        positions == Positions.Rotary ? $"Rotary.Apply({heads}, {stack}Turns{offset})" : heads;

    /// <summary>Queries or keys of what is left, turned where each stands.</summary>
    /// <param name="heads">The queries or keys.</param>
    /// <param name="stack">The stack, as the code names it.</param>
    /// <param name="places">Where they stand, [b r].</param>
    public string TurnedAt(string heads, string stack, string places) =>
        positions == Positions.Rotary ? $"Rotary.At({heads}, {stack}Turns, {places})" : heads;

    /// <summary>A mask, with the bias of scores where there is one.</summary>
    /// <param name="mask">The mask.</param>
    /// <param name="stack">The stack, as the code names it.</param>
    /// <param name="length">Queries and keys.</param>
    public string Masked(string mask, string stack, string length) =>
        Biases ? $"{mask}.Biased(Alibi.Bias({stack}Slopes, {length}, {length}))" : mask;
}
