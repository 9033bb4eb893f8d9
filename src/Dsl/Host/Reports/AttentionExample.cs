namespace Heed.Host;

/// <summary>Where the model looked while it worked on one example.</summary>
/// <param name="Task">The task.</param>
/// <param name="Source">What went in.</param>
/// <param name="Output">What came out.</param>
/// <param name="Maps">One for each attention and layer to be shown.</param>
public sealed record AttentionExample(string Task, string Source, string Output, IReadOnlyList<AttentionMap> Maps);

/// <summary>The attention weights of one layer.</summary>
/// <param name="Kind">Who attends to whom.</param>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Queries">The tokens that attend, top to bottom.</param>
/// <param name="Keys">The tokens attended to, left to right.</param>
/// <param name="Heads">Each head's weights, <c>[q k]</c>, row by row; every row sums to 1.</param>
public sealed record AttentionMap(
    AttentionKind Kind, int Layer, IReadOnlyList<string> Queries, IReadOnlyList<string> Keys, IReadOnlyList<float[]> Heads);

/// <summary>Who attends to whom.</summary>
public enum AttentionKind
{
    /// <summary>Encoder self-attention: source to source.</summary>
    Encoder,

    /// <summary>Causal self-attention: target to earlier target.</summary>
    Decoder,

    /// <summary>Encoder-decoder attention: target to source.</summary>
    Cross,
}
