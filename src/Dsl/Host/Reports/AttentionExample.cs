namespace Heed.Host;

/// <summary>Where the model looked while it worked on one example.</summary>
/// <param name="Task">The task.</param>
/// <param name="Source">What went in.</param>
/// <param name="Output">What came out.</param>
/// <param name="Maps">One for each attention and layer to be shown.</param>
public sealed record AttentionExample(string Task, string Source, string Output, IReadOnlyList<AttentionMap> Maps);

/// <summary>The attention weights of one layer.</summary>
/// <param name="Kind">Who attends to whom.</param>
/// <param name="Layer">The layer, from 1; 0 where it is of all layers.</param>
/// <param name="Queries">The tokens that attend, top to bottom; of all layers, what their states tell, where an answer is told.</param>
/// <param name="Keys">The tokens attended to, left to right.</param>
/// <param name="Heads">Each head's weights, <c>[q k]</c>, row by row; every row sums to 1.</param>
public sealed record AttentionMap(
    AttentionKind Kind, int Layer, IReadOnlyList<string> Queries, IReadOnlyList<string> Keys, IReadOnlyList<float[]> Heads)
{
    /// <summary>Whether it tells of all layers together.</summary>
    public bool IsRollout => Kind >= AttentionKind.EncoderRollout;

    /// <summary>What the map is of.</summary>
    public string Title => Kind switch
    {
        AttentionKind.Encoder => $"Encoder self-attention, layer {Layer}",
        AttentionKind.Decoder => $"Decoder self-attention, layer {Layer}",
        AttentionKind.Cross => $"Encoder-decoder attention, layer {Layer}",
        AttentionKind.Pool => $"Pooling: what the {Queries[0]}'s state is the mean of",
        AttentionKind.EncoderRollout => "Encoder: what each state comes from",
        AttentionKind.SourceRollout => "Source: what each token of the answer comes from",
        AttentionKind.TargetRollout => "Answer so far: what each next token comes from",
        _ => $"{char.ToUpperInvariant(Queries[0][0])}{Queries[0][1..]}: what it comes from",
    };

    /// <summary>The weight that is drawn darkest: 1, or the greatest of a rollout, which spreads over many.</summary>
    public float Full(int head) => IsRollout ? Math.Max(float.Epsilon, Heads[head].DefaultIfEmpty(1).Max()) : 1;

    /// <summary>What a head of it is called.</summary>
    public string HeadName(int head) => IsRollout ? "All layers and heads" : Kind == AttentionKind.Pool ? "Weights" : $"Head {head + 1}";
}

/// <summary>Who attends to whom.</summary>
public enum AttentionKind
{
    /// <summary>Encoder self-attention: source to source.</summary>
    Encoder,

    /// <summary>Causal self-attention: target to earlier target.</summary>
    Decoder,

    /// <summary>Encoder-decoder attention: target to source.</summary>
    Cross,

    /// <summary>What tells a class or number, to source.</summary>
    Pool,

    /// <summary>All layers of the encoder together: source to source.</summary>
    EncoderRollout,

    /// <summary>All layers of both stacks together: target to source.</summary>
    SourceRollout,

    /// <summary>All layers of the decoder together: target to earlier target.</summary>
    TargetRollout,

    /// <summary>All layers of the encoder together and the pooling: class or number to source.</summary>
    ClassRollout,
}
